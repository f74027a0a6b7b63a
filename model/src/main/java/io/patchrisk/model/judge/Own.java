// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is each host's own of a signal: without what all hosts do at the same time, and without memory.
 *
 * @param tracks one a host, as measured; null where it has too little of the signal
 * @param common what they have in common
 * @param rho autocorrelation over one interval
 * @param hosts one a host; null where it has too little of the signal
 * @param floor smallest deviation that means anything
 */
record Own(List<@Nullable Track> tracks, CommonMode common, double rho, List<@Nullable Whitened> hosts, double floor) {

    /**
     * Null where hardly a host has the signal.
     *
     * @param subjects patched hosts first
     * @param last the same at the look before: what is in it is not made again
     */
    static @Nullable Own of(Signal signal, List<Subject> subjects, int patched, @Nullable Own last) {
        List<@Nullable Track> tracks = new ArrayList<>(subjects.size());
        List<Track> present = new ArrayList<>(subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            Track before = last == null || i >= last.tracks.size() ? null : last.tracks.get(i);
            Track track = Track.of(signal, subjects.get(i), before);
            tracks.add(track);
            if (track != null) {
                present.add(track);
            }
        }
        if (!Rows.enough(tracks, patched)) {
            return null;
        }
        Own same = last == null || !last.ofThoseOf(tracks) ? null : last;
        double interval = subjects.get(0).host().scrapeInterval();
        CommonMode common = new CommonMode(present, interval, same == null ? null : same.common);
        double rho = same != null && common.sameBefore() ? same.rho : Whitened.memory(common.own());
        double floor =
                Judge.floor(signal, present.stream().mapToDouble(Track::level).toArray());
        Own grown = same == null || same.rho != rho || same.floor != floor ? null : same;
        List<@Nullable Whitened> hosts = new ArrayList<>(tracks.size());
        int next = 0;
        for (int i = 0; i < tracks.size(); i++) {
            boolean here = tracks.get(i) != null;
            Whitened before = grown == null ? null : grown.hosts.get(i);
            hosts.add(
                    here
                            ? Whitened.of(common.own().get(next), rho, interval, floor, before, common.known(next))
                            : null);
            next += here ? 1 : 0;
        }
        return new Own(tracks, common, rho, hosts, floor);
    }

    /** Whether those hosts have the signal whose tracks these are. */
    private boolean ofThoseOf(List<@Nullable Track> others) {
        if (tracks.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < tracks.size(); i++) {
            if ((tracks.get(i) == null) != (others.get(i) == null)) {
                return false;
            }
        }
        return true;
    }

    /** Points of all hosts, and of what they have in common. */
    int points() {
        int points = common.bins();
        for (Track track : tracks) {
            points += track == null ? 0 : track.size();
        }
        return points;
    }
}
