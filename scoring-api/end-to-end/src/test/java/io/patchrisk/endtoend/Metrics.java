// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One scrape of the service's own metrics: series, as they are written, and their values. */
record Metrics(Map<String, Double> series) {

    static Metrics of(String exposition) {
        Map<String, Double> series = new LinkedHashMap<>();
        for (String line : exposition.split("\n")) {
            int value = line.lastIndexOf(' ');
            if (!line.startsWith("#") && value > 0) {
                series.put(line.substring(0, value), Double.valueOf(line.substring(value + 1)));
            }
        }
        return new Metrics(series);
    }

    /** Names of all metrics. */
    Set<String> names() {
        return series.keySet().stream().map(Metrics::name).collect(Collectors.toSet());
    }

    /** Sum over the series of a metric that have all these labels, each written {@code name="value"}. */
    double sum(String metric, String... labels) {
        return series.entrySet().stream()
                .filter(entry -> name(entry.getKey()).equals(metric))
                .filter(entry -> Arrays.stream(labels).allMatch(entry.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String name(String series) {
        int labels = series.indexOf('{');
        return labels < 0 ? series : series.substring(0, labels);
    }
}
