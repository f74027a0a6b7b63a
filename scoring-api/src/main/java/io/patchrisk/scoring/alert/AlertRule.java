// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import java.time.Duration;
import java.util.Locale;

/**
 * The Prometheus rules whose alerts the service also posts by itself. Name and labels are those of
 * {@code grafana/prometheus/patchrisk.rules.yaml}: Alertmanager takes two alerts with the same labels for one.
 */
enum AlertRule {
    ROLLOUT_STOP("PatchriskRolloutStop", "critical", "stop", "A kernel patch must not go on through the fleet."),
    KERNEL_EVENT("PatchriskKernelEventAttributed", "warning", "none", "A kernel reports a fault in patched code.");

    /** For how long a kernel report counts as new; the range of the rule's {@code increase}. */
    static final Duration NEWS = Duration.ofMinutes(15);

    private final String alertname;
    private final String severity;
    private final String gate;
    private final String summary;

    AlertRule(String alertname, String severity, String gate, String summary) {
        this.alertname = alertname;
        this.severity = severity;
        this.gate = gate;
        this.summary = summary;
    }

    String alertname() {
        return alertname;
    }

    String severity() {
        return severity;
    }

    String gate() {
        return gate;
    }

    String summary() {
        return summary;
    }

    /** Where the page of runbooks tells of it. */
    String anchor() {
        return "#" + alertname.toLowerCase(Locale.ROOT);
    }
}
