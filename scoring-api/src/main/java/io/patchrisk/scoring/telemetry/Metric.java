// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import static io.patchrisk.scoring.telemetry.Metric.Kind.COUNTER;
import static io.patchrisk.scoring.telemetry.Metric.Kind.GAUGE;
import static io.patchrisk.scoring.telemetry.Metric.Kind.INFO;
import static io.patchrisk.scoring.telemetry.Metric.Kind.TIMER;
import static io.patchrisk.scoring.telemetry.Metric.Presence.LATER;
import static io.patchrisk.scoring.telemetry.Metric.Presence.ROLLOUT;
import static io.patchrisk.scoring.telemetry.Metric.Presence.START;

import java.util.List;

/** Every metric of the service: its name is a promise to dashboards and rules. {@code grafana/METRICS.md} is made from this. */
public enum Metric {
    BUILD(
            "patchrisk_build_info",
            INFO,
            START,
            "The program that runs.",
            new Label("version", "of the program"),
            new Label("revision", "commit it was built from; empty when it is not known")),
    MODEL(
            "patchrisk_model_info",
            INFO,
            START,
            "The model in use.",
            new Label("model", "its id"),
            new Label("sha256", "of its file")),
    MODEL_TRAINED(
            "patchrisk_model_trained_timestamp_seconds",
            GAUGE,
            START,
            "When the model in use was trained, in Unix seconds.",
            new Label("model", "its id")),
    MODEL_CALIBRATION(
            "patchrisk_model_calibration_error_ratio",
            GAUGE,
            START,
            "Expected calibration error of the model in use, out of fold, as measured when it was trained.",
            new Label("model", "its id")),
    MODEL_DRIFT(
            "patchrisk_model_drift_ratio",
            GAUGE,
            LATER,
            "Share of the features of the last look that lie outside what the model learned from.",
            Label.of("rollout"),
            Label.of("wave")),
    ROLLOUT_INFO(
            "patchrisk_rollout_info",
            INFO,
            ROLLOUT,
            "A rollout and what it applies.",
            Label.of("rollout"),
            Label.of("patch"),
            new Label("mode", "advisory, enforcing"),
            new Label("origin", "declared, observed")),
    ROLLOUT_STATE(
            "patchrisk_rollout_state",
            GAUGE,
            ROLLOUT,
            "Where a rollout stands. Exactly one of the states is 1.",
            Label.of("rollout"),
            new Label("state", "planned, running, paused, stopped, watched, done")),
    WAVE_TIME(
            "patchrisk_wave_timestamp_seconds",
            GAUGE,
            LATER,
            "When the first host of a wave was patched, and when the last one was settled, in Unix seconds.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("stage", "start, end")),
    HOSTS(
            "patchrisk_rollout_hosts",
            GAUGE,
            ROLLOUT,
            "Hosts of a wave by patch state. The states partition the wave.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("state", "pending, in_transition, patched, failed, rolled_back, lost_by_reboot, excluded")),
    OBSERVED(
            "patchrisk_wave_hosts_observed",
            GAUGE,
            ROLLOUT,
            "Hosts of a wave by how well they are seen. The observations partition the wave.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("observation", "full, partial, silent")),
    RISK(
            "patchrisk_risk_score_ratio",
            GAUGE,
            LATER,
            "Probability, 0 to 1, that going on harms the fleet. Absent where the model has no answer.",
            Label.of("rollout"),
            Label.of("wave")),
    RISK_BOUND(
            "patchrisk_risk_bound_ratio",
            GAUGE,
            LATER,
            "Range of the risk that the number of lab runs supports.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("bound", "lower, upper")),
    DECISION(
            "patchrisk_decision",
            GAUGE,
            ROLLOUT,
            "What the gate answers. Exactly one of the four is 1.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("decision", "proceed, hold, stop, unknown")),
    EVALUATED(
            "patchrisk_decision_evaluated_timestamp_seconds",
            GAUGE,
            ROLLOUT,
            "When the decision was last worked out, in Unix seconds.",
            Label.of("rollout"),
            Label.of("wave")),
    EVIDENCE(
            "patchrisk_evidence_hosts",
            GAUGE,
            LATER,
            "Hosts with enough data to be compared.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("arm", "patched, control")),
    EFFECT(
            "patchrisk_signal_effect",
            GAUGE,
            LATER,
            "How far a signal moved on patched hosts beyond the controls, in units of the hosts' own noise, positive for the worse. Only signals that were found to have moved.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("signal", "of the catalogue")),
    WORSENED(
            "patchrisk_signal_worsened",
            GAUGE,
            LATER,
            "Whether a signal that was found to have moved moved for the worse: 0 or 1.",
            Label.of("rollout"),
            Label.of("wave"),
            new Label("signal", "of the catalogue")),
    EVENTS(
            "patchrisk_kernel_events_total",
            COUNTER,
            START,
            "Kernel reports on patched hosts by kind, and whether the stack ties them to the patch.",
            new Label("kind", "oops, warning, panic, …: the kinds of the log parser"),
            new Label("attributed", "true, false")),
    ROLLOUT_EVENTS(
            "patchrisk_rollout_kernel_events_total",
            COUNTER,
            ROLLOUT,
            "Kernel reports on hosts of a rollout after their patch instant, and on its controls. Faults that people marked as known do not count.",
            Label.of("rollout"),
            new Label("arm", "patched, control"),
            new Label("class", "crash, warning, stall, other"),
            new Label("attributed", "true: the stack ties it to the patch; false"),
            new Label("novelty", "new: no host without the patch had this fingerprint before; known")),
    CRASHES(
            "patchrisk_rollout_crashes_total",
            COUNTER,
            ROLLOUT,
            "Crashes of hosts after their patch instant that left a dump or a log.",
            Label.of("rollout"),
            new Label("dump", "complete, incomplete")),
    FINGERPRINTS(
            "patchrisk_rollout_fingerprints",
            GAUGE,
            ROLLOUT,
            "Different kernel reports on patched hosts.",
            Label.of("rollout"),
            new Label("novelty", "new, known")),
    FLEET(
            "patchrisk_hosts",
            GAUGE,
            START,
            "Hosts of the fleet by how well they are seen.",
            new Label("observation", "full, partial, silent")),
    SOURCE_UP(
            "patchrisk_source_up",
            GAUGE,
            START,
            "Whether the last contact with a source of facts worked: 0 or 1.",
            Label.of("source")),
    SOURCE_LAST(
            "patchrisk_source_last_success_timestamp_seconds",
            GAUGE,
            START,
            "When a source last gave facts, in Unix seconds; 0 if it never did.",
            Label.of("source")),
    LAG(
            "patchrisk_ingest_lag_seconds",
            GAUGE,
            START,
            "Time since a source last gave facts; NaN if it never did.",
            Label.of("source")),
    RECEIVED("patchrisk_ingest_received_total", COUNTER, START, "Facts that arrived.", Label.of("source")),
    STORED("patchrisk_ingest_stored_total", COUNTER, START, "Facts that were stored.", Label.of("source")),
    REJECTED(
            "patchrisk_ingest_rejected_total",
            COUNTER,
            START,
            "Facts refused because of what they were.",
            Label.of("source"),
            Label.of("reason")),
    DROPPED(
            "patchrisk_ingest_dropped_total",
            COUNTER,
            START,
            "Facts lost because of us: a full queue, a failed write.",
            Label.of("source"),
            Label.of("reason")),
    MESSAGES_MISSING(
            "patchrisk_kernel_messages_missing_total",
            COUNTER,
            START,
            "Kernel messages whose netconsole sequence numbers never came: lost on the way, or sent while the service was down. Counted over the stored log, so a restart keeps it."),
    LINES_ECHOED(
            "patchrisk_kernel_lines_echoed_total",
            COUNTER,
            START,
            "Kernel log lines that had come by another channel already, and are not stored twice."),
    STORE("patchrisk_store_bytes", GAUGE, START, "Size of the store on disk."),
    LOOK("patchrisk_look_duration_seconds", TIMER, START, "Time of one round of looks at all rollouts and waves."),
    QUERY(
            "patchrisk_query_duration_seconds",
            TIMER,
            LATER,
            "Time of one look into a store of metrics, all its queries together.",
            Label.of("source")),
    HTTP(
            "patchrisk_http_request_duration_seconds",
            TIMER,
            LATER,
            "Time from a request's head to the end of its answer.",
            Label.of("method"),
            new Label("route", "path with names of parameters in braces"),
            Label.of("status")),
    HTTP_IN_FLIGHT("patchrisk_http_requests_in_flight", GAUGE, START, "Requests being answered."),
    HTTP_REFUSED(
            "patchrisk_http_refused_total",
            COUNTER,
            START,
            "Requests answered with a problem.",
            new Label("reason", "code of the problem")),
    GATE(
            "patchrisk_gate_answers_total",
            COUNTER,
            START,
            "What callers of the gate were told.",
            new Label("decision", "proceed, hold, stop, unknown")),
    POSTS(
            "patchrisk_alertmanager_posts_total",
            COUNTER,
            LATER,
            "Posts of alerts to an Alertmanager by what became of them.",
            new Label("outcome", "taken, refused, failed")),
    OUTCOMES(
            "patchrisk_outcomes",
            GAUGE,
            START,
            "Rollouts of which somebody told how they went, by what that amounts to.",
            new Label("label", "harmful, benign, unconfirmed")),
    CONTRADICTED(
            "patchrisk_outcomes_contradicted", GAUGE, START, "Rollouts of whose outcome different things were told."),
    SERIES_DROPPED(
            "patchrisk_series_dropped_total",
            COUNTER,
            START,
            "Series of rollouts that were not published in a round because there are too many waves.",
            new Label("metric", "name without the prefix"));

    /** What sort of number it is. */
    public enum Kind {
        GAUGE("gauge"),
        /** A gauge that is always 1 and tells by its labels. */
        INFO("gauge, always 1"),
        COUNTER("counter"),
        TIMER("histogram");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** From when on there are series. */
    public enum Presence {
        START("start"),
        ROLLOUT("rollout"),
        LATER("later");

        private final String word;

        Presence(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A label.
     *
     * @param values its values, or what they are; empty where the name says it
     */
    public record Label(String name, String values) {

        static Label of(String name) {
            return new Label(name, "");
        }
    }

    private final String exposed;
    private final Kind kind;
    private final Presence presence;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
    private final List<Label> labels;

    Metric(String exposed, Kind kind, Presence presence, String help, Label... labels) {
        this.exposed = exposed;
        this.kind = kind;
        this.presence = presence;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name as Prometheus sees it. */
    public String exposed() {
        return exposed;
    }

    /** The name as Micrometer wants it: it adds what the kind asks for. */
    public String meter() {
        String suffix = kind == COUNTER ? "_total" : kind == TIMER ? "_seconds" : "";
        return exposed.substring(0, exposed.length() - suffix.length()).replace('_', '.');
    }

    public Kind kind() {
        return kind;
    }

    public Presence presence() {
        return presence;
    }

    public String help() {
        return help;
    }

    public List<Label> labels() {
        return labels;
    }
}
