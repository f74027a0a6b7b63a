// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import io.patchrisk.scoring.telemetry.Metric.Label;
import java.util.stream.Collectors;

/** The catalogue of metrics as a page of Markdown. */
public final class MetricsDocument {

    private static final String HEAD = """
            # Metrics of the service

            What `GET /metrics` on the management port promises. Dashboards and rules here use no other `patchrisk_*` name.
            This page is made from the catalogue in code: `./patchrisk metrics > grafana/METRICS.md`.

            Series of a rollout exist from its opening until its watch ends (24 h after the last wave) and are then removed, so a
            score never goes stale unseen: `patchrisk_decision_evaluated_timestamp_seconds` says how old it is. Counters exist at
            0 for every label value named here, those of the service from its start and those of a rollout from its opening; a
            counter that is born at 1 is invisible to `increase()`. *from*: `start`, series are there as soon as the service
            is up (of a source, if it is configured); `rollout`, as soon as there is a rollout; `later`, once there is something
            to tell.

            | name | type | labels | from | help |
            |---|---|---|---|---|
            """;

    private static final String FOOT = """

            The number of series does not grow with hosts or patches: `rollout` and `wave` are names that the service has
            checked, and past 500 waves the newest rollouts are published and the rest counted in `patchrisk_series_dropped_total`.
            `source` names a configured source (`prometheus`, `node_exporter`, `netconsole`, `syslog`, `crash_folder`, `push`),
            never a host. No risk of single hosts is published: it takes a comparison a host and look, and the API gives it.

            A fact is a look at one host for `node_exporter`, a look at all of them for `prometheus`, a datagram for
            `netconsole`, a message for `syslog` (a connection that is refused counts as one), a crash that is new for
            `crash_folder`, and a request for `push`. received = stored + rejected + dropped, for each source, apart from what is
            under way at that moment.

            Reasons of `syslog`: rejected are `not_kernel` (another facility than kern; no alert, because daemons forward more
            than asked), `unlisted`, `unknown_host` (a relay names a host that is neither id nor alias in `hosts.list`),
            `empty`, `no_priority`, `bad_header`, `bad_frame`, `unfinished`, `too_many_connections`; dropped is `queue_full`.

            Exemplars: buckets of `patchrisk_http_request_duration_seconds` carry the request's id as `trace_id` where OpenMetrics is
            asked for; the same id is in the answer (`Patchrisk-Request-Id`) and in the log. There are none on `_count`, for which
            Prometheus before 2.43 drops the whole scrape.
            """;

    private MetricsDocument() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Metric metric : Metric.values()) {
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            metric.exposed(),
                            metric.kind().words(),
                            labels(metric),
                            metric.presence().word(),
                            metric.help()));
        }
        return page.append(FOOT).toString();
    }

    private static String labels(Metric metric) {
        return metric.labels().stream()
                .map(label -> "`" + label.name() + "`" + values(label))
                .collect(Collectors.joining(", "));
    }

    private static String values(Label label) {
        return label.values().isEmpty() ? "" : " (" + label.values() + ")";
    }
}
