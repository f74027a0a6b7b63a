// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanagers that are told of alerts which must not wait for a scrape.
 *
 * @param urls their roots, without {@code /api/v2}; all of them are told, as those of a cluster want it
 * @param console address of the console as people reach it; null when alerts are to have no link
 * @param runbooks page of the runbooks
 * @param labels what Prometheus adds to the labels of its own alerts
 * @param timeout how long an Alertmanager may take to answer
 * @param repeat time between two posts of an alert that still holds
 * @param linger how long after its end an alert is kept up
 * @param bearerTokenFile file with the token to send; null to send none
 */
public record AlertmanagerConfig(
        List<URI> urls,
        @Nullable URI console,
        String runbooks,
        Map<String, String> labels,
        Duration timeout,
        Duration repeat,
        Duration linger,
        @Nullable Path bearerTokenFile) {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,127}");

    /** Labels of the alerts themselves: Prometheus lets no external label take their place, and neither is one here. */
    private static final Set<String> TAKEN = Set.of("alertname", "severity", "gate", "rollout", "wave");

    public AlertmanagerConfig {
        urls = List.copyOf(urls);
        labels = Map.copyOf(labels);
        Inconsistent.Checks checks = new Inconsistent.Checks()
                .unless(
                        !urls.isEmpty(),
                        "alertmanager.urls",
                        "names nobody to tell",
                        "name one, or leave the section out")
                .unless(
                        new HashSet<>(urls).size() == urls.size(),
                        "alertmanager.urls",
                        "names one twice",
                        "keep one of the two")
                .unless(
                        timeout.compareTo(repeat) <= 0,
                        "alertmanager.timeout",
                        "is longer than alertmanager.repeat",
                        "make it shorter, or posts pile up");
        labels.keySet().stream().sorted().forEach(name -> label(name, checks));
        checks.refuse();
    }

    private static void label(String name, Inconsistent.Checks checks) {
        checks.unless(
                LABEL.matcher(name).matches(),
                "alertmanager.labels",
                "has " + name + ", which is no label's name",
                "use letters, digits and _");
        checks.unless(
                !TAKEN.contains(name),
                "alertmanager.labels",
                "has " + name + ", a label of the alerts themselves",
                "leave it out; Prometheus does the same");
    }
}
