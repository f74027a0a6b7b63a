// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.List;

/** Patchrisk itself: does it answer, does it hear, does it keep up, and with which model does it judge? */
final class ServiceBoard {

    private ServiceBoard() {}

    static Board board() {
        Board board = new Board(
                "patchrisk-service",
                "Patchrisk / Service",
                "Patchrisk itself: what it is asked and answers, what it hears and loses, how long it takes, and the model it judges with.");
        now(board);
        board.row("What it is asked");
        requests(board);
        board.row("What it hears");
        ingest(board);
        board.row("How it keeps up");
        work(board);
        board.row("The model");
        model(board);
        return board;
    }

    private static void now(Board board) {
        board.panel(Panels.stat(
                                "Instances",
                                "Instances of the service that Prometheus reads. None: rollout tools must not go on.",
                                4)
                        .decimals(0)
                        .none("none")
                        .thresholds(Colour.BAD, 1, Colour.GOOD)
                        .query("sum(up{job=\"patchrisk\"})", "instances"))
                .panel(Panels.stat(
                                "Sources down",
                                "Sources of facts whose last contact failed. What they would have shown is missing from every decision.",
                                5)
                        .decimals(0)
                        .none("no source")
                        .thresholds(Colour.GOOD, 1, Colour.BAD)
                        .query(PromQl.howMany("max by (source) (patchrisk_source_up)", "== 0"), "sources"))
                .panel(Panels.stat(
                                "Facts lost",
                                "Facts lost because of the service itself, in the time that is shown: a full queue, a failed write.",
                                5)
                        .decimals(0)
                        .none("none")
                        .thresholds(Colour.GOOD, 1, Colour.BAD)
                        .query(PromQl.eventsInRange("patchrisk_ingest_dropped_total", ""), "facts"))
                .panel(Panels.stat(
                                "Kernel messages missing",
                                "Kernel messages whose netconsole sequence numbers never came, in the time that is shown.",
                                5)
                        .decimals(0)
                        .none("none")
                        .thresholds(Colour.GOOD, 1, Colour.CARE)
                        .query(PromQl.eventsInRange("patchrisk_kernel_messages_missing_total", ""), "messages"))
                .panel(Panels.stat(
                                "Series left out",
                                "Series that were not published because of the limit on their number, in the time that is shown.",
                                5)
                        .decimals(0)
                        .none("none")
                        .thresholds(Colour.GOOD, 1, Colour.CARE)
                        .query(PromQl.eventsInRange("patchrisk_series_dropped_total", ""), "series"));
    }

    private static void requests(Board board) {
        board.panel(Panels.stacked("Requests by status", "Answers of the HTTP API by status.", 8, 7)
                        .unit("reqps")
                        .query(
                                PromQl.rate("patchrisk_http_request_duration_seconds_count", "", "status"),
                                "{{status}}"))
                .panel(Panels.lines(
                                "Time of a request",
                                "Half of all requests, and all but one in a hundred, were answered within these times. Points are single requests, with their trace.",
                                8,
                                7)
                        .unit("s")
                        .from(0)
                        .queryWithExemplars(
                                PromQl.quantile(0.99, "patchrisk_http_request_duration_seconds", ""), "99 of 100")
                        .query(PromQl.quantile(0.5, "patchrisk_http_request_duration_seconds", ""), "half"))
                .panel(decisions(
                        Panels.stacked("What callers of the gate were told", "Answers of the gate by decision.", 8, 7)
                                .unit("reqps")
                                .query(PromQl.rate("patchrisk_gate_answers_total", "", "decision"), "{{decision}}")));
    }

    private static Panel decisions(Panel panel) {
        return panel.colour("proceed", Colour.GOOD)
                .colour("hold", Colour.CARE)
                .colour("unknown", Colour.UNKNOWN)
                .colour("stop", Colour.BAD);
    }

    private static void ingest(Board board) {
        board.panel(Panels.timeline(
                                "Sources",
                                "Whether the last contact with each source of facts worked.",
                                Words.SOURCE,
                                8,
                                7)
                        .query("min by (source) (patchrisk_source_up)", "{{source}}"))
                .panel(Panels.lines(
                                "Facts received",
                                "Facts that arrived, by source: looks at hosts, datagrams, messages, crashes.",
                                8,
                                7)
                        .unit("cps")
                        .from(0)
                        .query(PromQl.rate("patchrisk_ingest_received_total", "", "source"), "{{source}}"))
                .panel(Panels.lines("How far behind", "Age of the newest fact of each source.", 8, 7)
                        .unit("s")
                        .from(0)
                        .query("max by (source) (patchrisk_ingest_lag_seconds)", "{{source}}"))
                .panel(Panels.bars(
                                "Facts refused",
                                "Facts refused because of what they were, by source and reason.",
                                12,
                                7)
                        .query(
                                PromQl.events("patchrisk_ingest_rejected_total", "", "source, reason"),
                                "{{source}}: {{reason}}"))
                .panel(Panels.bars(
                                "Facts lost over time",
                                "Facts lost because of the service itself, by source and reason.",
                                12,
                                7)
                        .query(
                                PromQl.events("patchrisk_ingest_dropped_total", "", "source, reason"),
                                "{{source}}: {{reason}}"));
    }

    private static void work(Board board) {
        board.panel(Panels.lines(
                                "Time of a look",
                                "One round over all rollouts. A round that takes longer than its interval leaves decisions old.",
                                8,
                                7)
                        .unit("s")
                        .from(0)
                        .query(PromQl.quantile(0.99, "patchrisk_look_duration_seconds", ""), "99 of 100")
                        .query(PromQl.quantile(0.5, "patchrisk_look_duration_seconds", ""), "half"))
                .panel(Panels.lines(
                                "Time of a query",
                                "All but one in a hundred queries to each source were answered within this time.",
                                8,
                                7)
                        .unit("s")
                        .from(0)
                        .query(PromQl.quantile(0.99, "patchrisk_query_duration_seconds", "source"), "{{source}}"))
                .panel(Panels.lines("Store", "Size of the store on disk.", 8, 7)
                        .unit("bytes")
                        .from(0)
                        .query("max(patchrisk_store_bytes)", "store"));
    }

    private static void model(Board board) {
        Panel table = Panels.table(
                        "Model in use",
                        "The model that judges, when it was trained, and how far its probabilities were off the truth then (expected calibration error).",
                        12,
                        6)
                .rows("max by (model, sha256) (patchrisk_model_info)")
                .rows("1000 * max by (model) (patchrisk_model_trained_timestamp_seconds)")
                .rows("max by (model) (patchrisk_model_calibration_error_ratio)");
        board.panel(SharedPanels.merged(
                                table,
                                List.of("model", "sha256"),
                                List.of("In use", "Trained", "Calibration error"),
                                "Trained")
                        .override("byName", "In use", "custom.hidden", true)
                        .override("byName", "Trained", "unit", "dateTimeAsIso", "custom.width", 170)
                        .override(
                                "byName",
                                "Calibration error",
                                "unit",
                                "percentunit",
                                "decimals",
                                1,
                                "custom.width",
                                140))
                .panel(Panels.lines(
                                "Drift of the model",
                                "Share of the features of each wave's last look that lie outside the range of what the model was trained on.",
                                12,
                                6)
                        .unit("percentunit")
                        .from(0)
                        .query("max by (rollout, wave) (patchrisk_model_drift_ratio)", "{{rollout}} {{wave}}"));
    }
}
