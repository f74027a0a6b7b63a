// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All metrics that a dashboard may ask for, with the labels of those that Patchrisk gives. */
final class Metrics {

    private static final Pattern PROMISED = Pattern.compile("^\\| `(patchrisk_[a-z0-9_]+)` \\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");
    private static final Set<String> OF_PROMETHEUS =
            Set.of("ALERTS", "ALERTS_FOR_STATE", "up", "scrape_duration_seconds");

    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Set<String> names = new TreeSet<>(OF_PROMETHEUS);

    static Metrics read() throws IOException {
        Metrics metrics = new Metrics();
        for (String line : Files.readAllLines(Boards.GRAFANA.resolve("METRICS.md"))) {
            Matcher promised = PROMISED.matcher(line);
            if (promised.find()) {
                metrics.promise(promised.group(1), promised.group(2), promised.group(3));
            }
        }
        for (String list : List.of("node_exporter.txt", "livepatch-textfile.txt", "alertmanager.txt")) {
            metrics.names.addAll(lines(list));
        }
        metrics.names.addAll(RecordingRules.read().names());
        return metrics;
    }

    private void promise(String name, String type, String labelCell) {
        Set<String> own = new TreeSet<>();
        LABEL.matcher(labelCell).results().map(found -> found.group(1)).forEach(own::add);
        labels.put(name, own);
        names.add(name);
        if (type.contains("histogram")) {
            for (String part : List.of("_bucket", "_count", "_sum")) {
                labels.put(name + part, own);
                names.add(name + part);
            }
        }
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** The labels that METRICS.md promises; none for what others give. */
    Set<String> labelsOf(String name) {
        return labels.getOrDefault(name, Set.of());
    }

    /** The lines of a list beside this class. */
    static List<String> lines(String list) {
        try (InputStream in = Metrics.class.getResourceAsStream(list)) {
            return new String(Objects.requireNonNull(in, list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(list, e);
        }
    }
}
