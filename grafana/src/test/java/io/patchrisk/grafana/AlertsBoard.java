// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.List;

/** What fires, since when, and whether it reaches anybody. */
final class AlertsBoard {

    /** The watchdog always fires, and the inhibitor fires whenever a rollout runs: neither tells anybody anything. */
    private static final String REAL = "gate!=\"\",severity=~\"critical|warning|info\"";

    private AlertsBoard() {}

    static Board board() {
        Board board = new Board(
                        "patchrisk-alerts",
                        "Patchrisk / Alerts",
                        "Alerts of Patchrisk: what fires and since when, what it tells a rollout tool, and whether notifications go out. Silences are in Alertmanager; Prometheus does not know them.")
                .variable(Variable.many("rollout", "Rollout", "label_values(patchrisk_rollout_info, rollout)"));
        now(board);
        board.panel(firing(24, 9));
        board.panel(Panels.timeline(
                        "Alerts over time", "When each alert was pending and when it fired.", Words.ALERT, 24, 9)
                .query(
                        "max by (alertname, rollout, wave, source) (ALERTS{alertstate=\"pending\"," + REAL
                                + ",rollout=~\"$rollout|\"} or 2 * ALERTS{alertstate=\"firing\"," + REAL
                                + ",rollout=~\"$rollout|\"})",
                        "{{alertname}} {{rollout}} {{wave}} {{source}}"));
        board.row("Do they reach anybody?");
        chain(board);
        return board;
    }

    private static void now(Board board) {
        gate(board, "Say stop", "stop", "Firing alerts that tell a rollout tool to stop.", Colour.BAD);
        gate(board, "Say hold", "hold", "Firing alerts that tell a rollout tool to wait.", Colour.CARE);
        gate(board, "Only inform", "none", "Firing alerts that do not concern a rollout tool.", Colour.CONTROL);
        board.panel(Panels.stat("Pending", "Alerts whose condition holds, but not yet for long enough.", 5)
                        .decimals(0)
                        .none("none")
                        .query("count(ALERTS{alertstate=\"pending\"," + REAL + ",rollout=~\"$rollout|\"})", "alerts"))
                .panel(Panels.stat(
                                "Chain of alerts",
                                "The watchdog always fires. Where it does not, Prometheus evaluates no rules, and no other alert can be trusted to come.",
                                4)
                        .words(Words.CHAIN)
                        .thresholds(Colour.BAD)
                        .option("textMode", "value")
                        .none("broken")
                        .query("max(ALERTS{alertname=\"PatchriskWatchdog\",alertstate=\"firing\"})", "works"));
    }

    private static void gate(Board board, String title, String gate, String description, Colour colour) {
        board.panel(Panels.stat(title, description, 5)
                .decimals(0)
                .none("none")
                .thresholds(Colour.GOOD, 1, colour)
                .query(
                        "count(ALERTS{alertstate=\"firing\",severity=~\"critical|warning|info\",gate=\"" + gate
                                + "\",rollout=~\"$rollout|\"})",
                        "alerts"));
    }

    private static Panel firing(int width, int height) {
        Panel table = Panels.table(
                        "Firing now",
                        "Every alert that fires, the newest first. The runbook of an alert has its name.",
                        width,
                        height)
                .none("")
                .rows("1000 * max by (alertname, gate, severity, rollout, wave, source, instance) (ALERTS_FOR_STATE{"
                        + REAL + ",rollout=~\"$rollout|\"} and ignoring (alertstate) ALERTS{alertstate=\"firing\"})");
        return SharedPanels.merged(
                        table,
                        List.of("alertname", "gate", "severity", "rollout", "wave", "source", "instance"),
                        List.of("Since"),
                        "Since")
                .override("byName", "Since", "unit", "dateTimeAsIso", "custom.width", 170)
                .override(
                        "byName",
                        "gate",
                        "custom.width",
                        90,
                        "custom.cellOptions",
                        Panels.colouredCell(),
                        "mappings",
                        gateWords())
                .override("byName", "alertname", "custom.width", 260)
                .override("byRegexp", "rollout|wave", "links", SharedPanels.rolloutLinks())
                .override("byName", "instance", "links", List.of(Link.host("__data.fields.instance")));
    }

    private static List<Object> gateWords() {
        return List.of(Json.object(
                "type",
                "value",
                "options",
                Json.object(
                        "stop", Json.object("text", "stop", "color", Colour.BAD.hex(), "index", 0),
                        "hold", Json.object("text", "hold", "color", Colour.CARE.hex(), "index", 1),
                        "none", Json.object("text", "none", "color", Colour.CONTROL.hex(), "index", 2))));
    }

    private static void chain(Board board) {
        board.panel(Panels.bars(
                                "Posted by Patchrisk itself",
                                "Alerts that do not wait for a scrape, by what Alertmanager said to them.",
                                8,
                                7)
                        .colour("taken", Colour.GOOD)
                        .colour("refused", Colour.CARE)
                        .colour("failed", Colour.BAD)
                        .query(PromQl.events("patchrisk_alertmanager_posts_total", "", "outcome"), "{{outcome}}"))
                .panel(Panels.bars(
                                "Notifications sent",
                                "What Alertmanager sent, by the kind of receiver. Needs Alertmanager to be scraped.",
                                8,
                                7)
                        .query(
                                "sum by (integration) (increase(alertmanager_notifications_total[$__rate_interval])) > 0",
                                "{{integration}}"))
                .panel(Panels.bars(
                                "Notifications that failed",
                                "What Alertmanager could not deliver. Needs Alertmanager to be scraped.",
                                8,
                                7)
                        .query(
                                "sum by (integration) (increase(alertmanager_notifications_failed_total[$__rate_interval]))",
                                "{{integration}}"));
    }
}
