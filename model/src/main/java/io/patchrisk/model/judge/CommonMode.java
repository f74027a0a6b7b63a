// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.List;

/**
 * What all hosts of a comparison do at the same time: time of day, load, weather. It is the median over hosts at each
 * scrape, whatever their label, so taking it out favours no arm.
 */
final class CommonMode {

    /** Fewer hosts than this have nothing in common that could be told from one of them. */
    private static final int FEWEST_HOSTS = 4;

    private CommonMode() {}

    /** The tracks without what they have in common. */
    static List<Track> removed(List<Track> tracks, double interval) {
        if (tracks.size() < FEWEST_HOSTS) {
            return tracks;
        }
        double first = tracks.stream().mapToDouble(track -> track.at()[0]).min().orElse(0);
        double last = tracks.stream()
                .mapToDouble(track -> track.at()[track.size() - 1])
                .max()
                .orElse(0);
        int bins = (int) Math.min(1 << 16, Math.rint((last - first) / interval)) + 1;
        double width = Math.max(interval, (last - first) / bins);
        double[] common = medians(tracks, first, width, bins);
        return tracks.stream()
                .map(track -> track.without(at(track, common, first, width)))
                .toList();
    }

    private static double[] medians(List<Track> tracks, double first, double width, int bins) {
        int[] held = new int[bins];
        double[][] values = new double[bins][];
        for (Track track : tracks) {
            for (int i = 0; i < track.size(); i++) {
                int bin = bin(track.at()[i], first, width, bins);
                if (values[bin] == null) {
                    values[bin] = new double[tracks.size()];
                }
                if (held[bin] < tracks.size()) {
                    values[bin][held[bin]++] = track.value()[i];
                }
            }
        }
        double[] medians = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            // With a part of the hosts the median would jump from scrape to scrape with who is in it.
            medians[bin] = held[bin] < FEWEST_HOSTS || 2 * held[bin] < tracks.size()
                    ? 0
                    : Robust.median(Arrays.copyOf(values[bin], held[bin]));
        }
        return medians;
    }

    private static double[] at(Track track, double[] common, double first, double width) {
        double[] here = new double[track.size()];
        for (int i = 0; i < here.length; i++) {
            here[i] = common[bin(track.at()[i], first, width, common.length)];
        }
        return here;
    }

    private static int bin(double at, double first, double width, int bins) {
        return (int) Math.max(0, Math.min(bins - 1, Math.rint((at - first) / width)));
    }
}
