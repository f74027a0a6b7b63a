// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        int[][] places =
                tracks.stream().map(track -> places(track, first, width, bins)).toArray(int[][]::new);
        double[] common = medians(tracks, places, bins);
        return IntStream.range(0, places.length)
                .mapToObj(host -> tracks.get(host).without(at(places[host], common)))
                .toList();
    }

    private static double[] medians(List<Track> tracks, int[][] places, int bins) {
        int hosts = places.length;
        int[] held = new int[bins];
        double[][] values = new double[bins][];
        for (int host = 0; host < hosts; host++) {
            double[] own = tracks.get(host).value();
            for (int i = 0; i < own.length; i++) {
                int bin = places[host][i];
                if (values[bin] == null) {
                    values[bin] = new double[hosts];
                }
                if (held[bin] < hosts) {
                    values[bin][held[bin]++] = own[i];
                }
            }
        }
        double[] medians = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            // With a part of the hosts the median would jump from scrape to scrape with who is in it.
            medians[bin] = held[bin] < FEWEST_HOSTS || 2 * held[bin] < hosts
                    ? 0
                    : Robust.medianOf(held[bin] == hosts ? values[bin] : Arrays.copyOf(values[bin], held[bin]));
        }
        return medians;
    }

    private static double[] at(int[] places, double[] common) {
        double[] here = new double[places.length];
        for (int i = 0; i < here.length; i++) {
            here[i] = common[places[i]];
        }
        return here;
    }

    /** The bin of each point. */
    private static int[] places(Track track, double first, double width, int bins) {
        int[] places = new int[track.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) Math.max(0, Math.min(bins - 1, Math.rint((track.at()[i] - first) / width)));
        }
        return places;
    }
}
