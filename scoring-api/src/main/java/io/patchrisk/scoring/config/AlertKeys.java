// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of what is told to Alertmanager. */
final class AlertKeys {

    private AlertKeys() {}

    static final Key<List<URI>> URLS = Key.required(
            "alertmanager.urls",
            EntryForms.URLS,
            "Roots of the Alertmanagers, without /api/v2; every one is told, as those of a cluster want it.");
    static final Key<URI> CONSOLE = Key.absent(
            "alertmanager.console", Forms.URL, "Address of the console as people reach it; alerts link to it.");
    static final Key<String> RUNBOOKS = Key.of(
            "alertmanager.runbooks", "grafana/RUNBOOKS.md", Forms.TEXT, "Page of the runbooks; alerts link to it.");
    static final Key<Map<String, String>> LABELS = Key.of(
            "alertmanager.labels",
            "{}",
            EntryForms.LABELS,
            "The external_labels of the Prometheus whose rules fire too; without them Alertmanager takes one alert for two.");
    static final Key<Duration> TIMEOUT = Key.of(
            "alertmanager.timeout",
            "5s",
            Forms.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "How long an Alertmanager may take to answer; at most repeat.");
    static final Key<Duration> REPEAT = Key.of(
            "alertmanager.repeat",
            "1m",
            Forms.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "Time between two posts of an alert that still holds; well below Alertmanager's resolve_timeout.");
    static final Key<Duration> LINGER = Key.of(
            "alertmanager.linger",
            "7m",
            Forms.duration(Duration.ZERO, Duration.ofHours(1)),
            "How long after its end an alert is kept up; longer than the keep_firing_for of the rule, or the two contradict each other.");
    static final Key<Path> TOKEN_FILE = Key.absent(
            "alertmanager.bearer_token_file",
            Forms.PATH,
            "File with the token to send; the token itself is no setting.");
    static final Section ALERTMANAGER = Section.optional(
            "alertmanager",
            "Alertmanagers that are told at once of a stop and of a kernel fault in patched code.",
            URLS,
            CONSOLE,
            RUNBOOKS,
            LABELS,
            TIMEOUT,
            REPEAT,
            LINGER,
            TOKEN_FILE);
}
