// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.Samples.before;
import static io.patchrisk.grafana.Samples.between;
import static io.patchrisk.grafana.Samples.daily;
import static io.patchrisk.grafana.Samples.happened;

import java.util.List;
import java.util.Map;

/** What Patchrisk and Alertmanager say of themselves. */
final class ServiceSamples {

    private static final long END = Samples.END.getEpochSecond() + 1;
    private static final long START = Samples.START.getEpochSecond();
    private static final String JOB = "instance=\"patchrisk.example:8471\",job=\"patchrisk\"";

    private final Samples samples;

    private ServiceSamples(Samples samples) {
        this.samples = samples;
    }

    static void write(Samples samples) {
        ServiceSamples service = new ServiceSamples(samples);
        service.itself();
        service.requests();
        service.sources();
        service.alertmanager();
        service.alerts();
    }

    private void gauge(String name, String labels, Samples.Curve curve) {
        samples.series(name, labels.isEmpty() ? JOB : JOB + "," + labels, curve);
    }

    private void counter(String name, String labels, Samples.Curve rate) {
        samples.counter(name, labels.isEmpty() ? JOB : JOB + "," + labels, rate);
    }

    private void itself() {
        gauge("up", "", t -> 1);
        gauge("patchrisk_build_info", "version=\"0.1.0\",revision=\"0000000\"", t -> 1);
        gauge("patchrisk_model_info", "model=\"linear-12\",sha256=\"3f1c0d7a\"", t -> 1);
        gauge("patchrisk_model_trained_timestamp_seconds", "model=\"linear-12\"", t -> START - 864000.0);
        gauge("patchrisk_model_calibration_error_ratio", "model=\"linear-12\"", t -> 0.031);
        gauge("patchrisk_store_bytes", "", t -> 40e6 + 100 * (t - START));
        gauge("patchrisk_kernel_messages_missing_total", "", happened(before(90), before(89)));
        gauge("patchrisk_series_dropped_total", "metric=\"patchrisk_signal_effect\"", t -> 0);
        gauge("patchrisk_hosts", "observation=\"full\"", t -> t >= before(80) ? 17 : 19);
        gauge("patchrisk_hosts", "observation=\"partial\"", t -> t >= before(80) ? 2 : 1);
        gauge("patchrisk_hosts", "observation=\"silent\"", t -> t >= before(80) ? 1 : 0);
        samples.histogram("patchrisk_look_duration_seconds", JOB, t -> 1 / 60.0, 0.9, 0.25, 0.5, 1, 2.5, 5, 10);
        samples.histogram(
                "patchrisk_query_duration_seconds",
                JOB + ",source=\"prometheus\"",
                t -> 1.2,
                0.08,
                0.05,
                0.1,
                0.25,
                0.5,
                1,
                2.5);
    }

    private void requests() {
        Map<String, Double> rates = Map.of("200", 2.4, "403", 0.2, "404", 0.02);
        rates.forEach((status, rate) -> samples.histogram(
                "patchrisk_http_request_duration_seconds",
                JOB + ",method=\"GET\",route=\"/api/v1/gate\",status=\"" + status + "\"",
                daily(rate, 5),
                0.004,
                0.005,
                0.01,
                0.025,
                0.05,
                0.1,
                0.25));
        for (String decision : List.of("proceed", "hold", "unknown", "stop")) {
            boolean late = decision.equals("stop");
            counter(
                    "patchrisk_gate_answers_total",
                    "decision=\"" + decision + "\"",
                    t -> late == t >= before(95) ? 0.3 : 0.02);
        }
    }

    private void sources() {
        Map<String, Double> rates = Map.of("prometheus", 0.07, "netconsole", 3.0, "crash_folder", 0.001, "push", 0.05);
        rates.forEach((source, rate) -> {
            String label = "source=\"" + source + "\"";
            boolean failed = source.equals("prometheus");
            gauge("patchrisk_source_up", label, t -> failed && t >= before(120) && t < before(100) ? 0 : 1);
            gauge(
                    "patchrisk_ingest_lag_seconds",
                    label,
                    t -> failed && t >= before(120) && t < before(100)
                            ? t - before(120)
                            : daily(9, 2).at(t));
            counter("patchrisk_ingest_received_total", label, daily(rate, 8));
        });
        gauge(
                "patchrisk_ingest_rejected_total",
                "source=\"netconsole\",reason=\"unknown_host\"",
                t -> Math.floor((t - START) / 7200.0));
        gauge("patchrisk_ingest_dropped_total", "source=\"netconsole\",reason=\"queue_full\"", happened(before(97)));
    }

    private void alertmanager() {
        String job = "instance=\"alertmanager.example:9093\",job=\"alertmanager\",integration=";
        for (String integration : List.of("webhook", "email")) {
            samples.series(
                    "alertmanager_notifications_total",
                    job + "\"" + integration + "\"",
                    happened(before(110), before(94), before(60)));
            samples.series(
                    "alertmanager_notifications_failed_total",
                    job + "\"" + integration + "\"",
                    happened(integration.equals("email") ? before(94) : END));
        }
        for (String outcome : List.of("taken", "refused", "failed")) {
            gauge(
                    "patchrisk_alertmanager_posts_total",
                    "outcome=\"" + outcome + "\"",
                    outcome.equals("taken") ? happened(before(98), before(86)) : t -> 0);
        }
    }

    private void alerts() {
        alert("PatchriskWatchdog", "gate=\"none\",severity=\"none\"", START, START, END);
        alert(
                "PatchriskSourceDown",
                "gate=\"hold\",severity=\"warning\",source=\"prometheus\"",
                before(120),
                before(110),
                before(100));
        alert(
                "PatchriskRolloutUnknown",
                "gate=\"hold\",severity=\"warning\",rollout=\"cve-2026-1234\",wave=\"first\"",
                before(110),
                before(96),
                before(94));
        alert(
                "PatchriskRolloutStop",
                "gate=\"stop\",severity=\"critical\",rollout=\"cve-2026-1234\",wave=\"first\"",
                before(95),
                before(95),
                END);
        alert(
                "PatchriskRolloutStop",
                "gate=\"stop\",severity=\"critical\",rollout=\"cve-2026-1234\",wave=\"rest\"",
                before(95),
                before(95),
                END);
        alert(
                "PatchriskRolloutHeld",
                "gate=\"hold\",severity=\"warning\",rollout=\"cve-2026-1234\",wave=\"canary\"",
                before(95),
                before(35),
                END);
        alert(
                "PatchriskFactsRejected",
                "gate=\"none\",severity=\"warning\",source=\"netconsole\"",
                before(300),
                before(285),
                END);
        alert(
                "PatchriskRolloutHeld",
                "gate=\"hold\",severity=\"warning\",rollout=\"cve-2026-1301\",wave=\"rest\"",
                before(20),
                END,
                END);
    }

    private void alert(String name, String labels, long active, long firing, long end) {
        String all = "alertname=\"" + name + "\"," + labels;
        if (active < firing) {
            samples.series("ALERTS", all + ",alertstate=\"pending\"", between(active, firing, t -> 1));
        }
        if (firing < end) {
            samples.series("ALERTS", all + ",alertstate=\"firing\"", between(firing, end, t -> 1));
        }
        samples.series("ALERTS_FOR_STATE", all, between(active, end, t -> active));
    }
}
