// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one scrape said, as far as somebody wants it, with a count of what was not taken. */
public final class Samples {

    private final Map<String, List<Sample>> byMetric;
    private final Map<Rejection, Integer> rejected;
    private final boolean complete;

    Samples(Map<String, List<Sample>> byMetric, Map<Rejection, Integer> rejected, boolean complete) {
        this.byMetric = byMetric;
        this.rejected = rejected;
        this.complete = complete;
    }

    /** Samples put together by hand: complete, nothing rejected. */
    public static Samples of(Collection<Sample> samples) {
        Map<String, List<Sample>> byMetric = new HashMap<>();
        samples.forEach(sample -> byMetric.computeIfAbsent(sample.metric(), name -> new ArrayList<>())
                .add(sample));
        return new Samples(byMetric, new EnumMap<>(Rejection.class), true);
    }

    /** All samples of a metric in the order of the scrape; empty when there is none. */
    public List<Sample> of(String metric) {
        return Collections.unmodifiableList(byMetric.getOrDefault(metric, List.of()));
    }

    public boolean has(String metric) {
        return byMetric.containsKey(metric);
    }

    /** Number of samples taken. */
    public int size() {
        return byMetric.values().stream().mapToInt(List::size).sum();
    }

    /** How many lines were not taken, by reason; comments and metrics nobody wants are not among them. */
    public Map<Rejection, Integer> rejected() {
        return Collections.unmodifiableMap(rejected);
    }

    /** Whether the body was not empty and its last line ended in a line feed; a body cut in the middle does not. */
    public boolean complete() {
        return complete;
    }
}
