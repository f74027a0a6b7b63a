// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all hosts of a comparison do at the same time: time of day, load, weather. It is the median over hosts at each
 * scrape, whatever their label, so taking it out favours no arm.
 */
final class CommonMode {

    /** Fewer hosts than this have nothing in common that could be told from one of them. */
    private static final int FEWEST_HOSTS = 4;

    private static final int MOST_BINS = 1 << 16;

    /** Scrapes of all hosts side by side: bins of one interval, counted from the first scrape of any. */
    private record Grid(double first, double interval, double width, int bins) {

        static Grid of(List<Track> tracks, double interval) {
            double first = Double.POSITIVE_INFINITY;
            double last = Double.NEGATIVE_INFINITY;
            for (Track track : tracks) {
                first = Math.min(first, track.at()[0]);
                last = Math.max(last, track.at()[track.size() - 1]);
            }
            int bins = (int) Math.min(MOST_BINS, Math.rint((last - first) / interval)) + 1;
            return new Grid(first, interval, Math.max(interval, (last - first) / bins), bins);
        }

        /** Whether points lie in the same bins here and there. */
        boolean continues(Grid other) {
            return first == other.first && interval == other.interval && width == other.width;
        }

        int bin(double at) {
            return (int) Math.max(0, Math.min(bins - 1, Math.rint((at - first) / width)));
        }
    }

    private final Grid grid;
    private final List<Track> measured;
    private final int[][] places;
    private final double[] medians;
    private final double[] middles;
    private final int[] known;
    private final List<Track> own;

    /** @param last the same at the look before: what is in it is not made again */
    CommonMode(List<Track> tracks, double interval, @Nullable CommonMode last) {
        this.measured = tracks;
        this.grid = Grid.of(tracks, interval);
        boolean goesOn = last != null && last.places.length == tracks.size() && grid.continues(last.grid);
        CommonMode before = goesOn ? last : null;
        this.places = new int[tracks.size()][];
        int changed = places(before);
        this.medians = before == null ? new double[grid.bins] : Arrays.copyOf(before.medians, grid.bins);
        if (places.length >= FEWEST_HOSTS) {
            medians(changed);
        }
        this.middles = new double[places.length];
        this.known = new int[places.length];
        this.own = new ArrayList<>(places.length);
        for (int host = 0; host < places.length; host++) {
            int same = upTo(changed, places[host]);
            known[host] = same < tracks.get(host).firstAfter() ? 0 : same;
            own.add(places.length < FEWEST_HOSTS ? tracks.get(host) : rest(host, before));
        }
    }

    /** The tracks without what they have in common. */
    List<Track> own() {
        return own;
    }

    /** How many points at the start of a host's own track are as they were at the look before: none, or the before window and more. */
    int known(int host) {
        return known[host];
    }

    /** Bins that it has a median of. */
    int bins() {
        return grid.bins;
    }

    /** Whether all before windows are as they were at the look before. */
    boolean sameBefore() {
        for (int points : known) {
            if (points == 0) {
                return false;
            }
        }
        return true;
    }

    /** Fills in the bin of each point and gives the first bin in which anything is not as it was. */
    private int places(@Nullable CommonMode before) {
        int changed = grid.bins;
        for (int host = 0; host < places.length; host++) {
            Track track = measured.get(host);
            int same = before == null ? 0 : track.common(before.measured.get(host));
            int[] was = before == null ? new int[0] : before.places[host];
            places[host] = Arrays.copyOf(was, track.size());
            for (int i = same; i < places[host].length; i++) {
                places[host][i] = grid.bin(track.at()[i]);
            }
            changed = Math.min(changed, Math.min(place(was, same), place(places[host], same)));
        }
        return changed;
    }

    private static int place(int[] places, int point) {
        return point < places.length ? places[point] : Integer.MAX_VALUE;
    }

    /** How many of ascending places lie before one. */
    private static int upTo(int place, int[] places) {
        int points = places.length;
        while (points > 0 && places[points - 1] >= place) {
            points--;
        }
        return points;
    }

    /** Fills in the medians from one bin on. */
    private void medians(int from) {
        int hosts = places.length;
        int[] held = new int[grid.bins - from];
        double[][] values = new double[held.length][];
        for (int host = 0; host < hosts; host++) {
            double[] own = measured.get(host).value();
            for (int i = upTo(from, places[host]); i < own.length; i++) {
                int bin = places[host][i] - from;
                if (values[bin] == null) {
                    values[bin] = new double[hosts];
                }
                if (held[bin] < hosts) {
                    values[bin][held[bin]++] = own[i];
                }
            }
        }
        for (int bin = 0; bin < held.length; bin++) {
            // With a part of the hosts the median would jump from scrape to scrape with who is in it.
            medians[from + bin] = held[bin] < FEWEST_HOSTS || 2 * held[bin] < hosts
                    ? 0
                    : Robust.medianOf(held[bin] == hosts ? values[bin] : Arrays.copyOf(values[bin], held[bin]));
        }
    }

    /** What is left of a host's track, around the middle of its before window. */
    private Track rest(int host, @Nullable CommonMode before) {
        Track track = measured.get(host);
        CommonMode grown = known[host] > 0 ? before : null;
        double[] rest = grown == null
                ? new double[track.size()]
                : Arrays.copyOf(grown.own.get(host).value(), track.size());
        for (int i = known[host]; i < rest.length; i++) {
            rest[i] = track.value()[i] - medians[places[host][i]];
        }
        middles[host] = grown == null ? Robust.median(Arrays.copyOf(rest, track.firstAfter())) : grown.middles[host];
        for (int i = known[host]; i < rest.length; i++) {
            rest[i] -= middles[host];
        }
        return track.with(rest);
    }
}
