// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.PromQl.ROLLOUT;
import static io.patchrisk.grafana.PromQl.WAVE;

import java.util.List;

/** One rollout: what was decided when, how sure that is, and what speaks against the patch. */
final class RolloutBoard {

    private RolloutBoard() {}

    static Board board() {
        Board board = new Board(
                        "patchrisk-rollout",
                        "Patchrisk / Rollout",
                        "One kernel patch: decisions and risk of its waves over time, the signals that moved on patched hosts, kernel faults, and how much was seen.")
                .variable(Variable.first(
                        "rollout",
                        "Rollout",
                        // Those that still go on come first.
                        "sort_desc(max by (rollout) (patchrisk_rollout_state{state=~\"running|paused|stopped\"}))"))
                .variable(
                        Variable.many("wave", "Wave", "label_values(patchrisk_decision{rollout=~\"$rollout\"}, wave)"))
                .waves();
        now(board);
        overTime(board);
        evidence(board);
        board.row("Progress and coverage");
        coverage(board);
        return board;
    }

    private static void now(Board board) {
        board.panel(SharedPanels.strictestDecision(WAVE, 4))
                .panel(SharedPanels.highestRisk(WAVE, 4))
                .panel(SharedPanels.newFaults(5))
                .panel(SharedPanels.crashes(4))
                .panel(Panels.stat(
                                "State",
                                "Where the rollout stands; a finished one is watched for 24 h and can still turn to stop.",
                                4)
                        .option("textMode", "name")
                        .unknown("no rollout")
                        .newest("max by (state) (patchrisk_rollout_state{" + ROLLOUT + "}) == 1", "{{state}}"))
                .panel(SharedPanels.oldestDecision(WAVE, 3));
    }

    private static void overTime(Board board) {
        board.panel(Panels.timeline(
                                "Decisions",
                                "What the gate answered for each wave, over time. The console has the reasons for each of them.",
                                Words.DECISION,
                                12,
                                8)
                        .links(Link.rolloutInConsole("rollout"))
                        .query(PromQl.decision(WAVE), "{{wave}}"))
                .panel(Panels.lines(
                                "Risk",
                                "Probability that going on harms the fleet, with its interval: the highest of the chosen waves. Choose one wave to see it alone. Dashed: policy.hold_at and policy.stop_at as shipped. Each step of the scale is ten times the one below.",
                                12,
                                8)
                        .unit("percentunit")
                        .from(0.001)
                        .to(1)
                        .custom("scaleDistribution", Json.object("type", "log", "log", 10))
                        .thresholds(Colour.NEUTRAL, 0.02, Colour.CARE, 0.05, Colour.BAD)
                        .custom("thresholdsStyle", Json.object("mode", "dashed"))
                        .colour("risk", Colour.BAD)
                        .override("byName", "lower", "color", Colour.NEUTRAL.fixed(), "custom.lineWidth", 0)
                        .override(
                                "byName",
                                "upper",
                                "color",
                                Colour.NEUTRAL.fixed(),
                                "custom.lineWidth",
                                0,
                                "custom.fillBelowTo",
                                "lower",
                                "custom.fillOpacity",
                                25)
                        .query("max(patchrisk_risk_bound_ratio{" + WAVE + ",bound=\"upper\"})", "upper")
                        .query("max(patchrisk_risk_score_ratio{" + WAVE + "})", "risk")
                        .query("max(patchrisk_risk_bound_ratio{" + WAVE + ",bound=\"lower\"})", "lower"));
    }

    private static void evidence(Board board) {
        board.panel(signals(12, 9))
                .panel(Panels.bars(
                                "New kernel faults on patched hosts",
                                "Kernel reports of patched hosts whose fingerprint no host had before the rollout opened. The console shows each report with the patched functions marked.",
                                12,
                                9)
                        .colour("crash", Colour.BAD)
                        .colour("warning", Colour.CARE)
                        .colour("stall", Colour.UNKNOWN)
                        .colour("other", Colour.NEUTRAL)
                        .links(Link.rolloutInConsole("rollout"))
                        .query(
                                PromQl.events(
                                        "patchrisk_rollout_kernel_events_total",
                                        ROLLOUT + ",arm=\"patched\",novelty=\"new\"",
                                        "class"),
                                "{{class}}"));
    }

    /** The signals that the judge found to have moved. */
    static Panel signals(int width, int height) {
        Panel table = Panels.table(
                        "Signals that moved",
                        "Signals that moved on patched hosts against controls, in units of the hosts' own noise; above zero is the bad way. A worsened signal counts against the patch.",
                        width,
                        height)
                .none("none moved")
                .rows("max by (wave, signal) (patchrisk_signal_effect{" + WAVE + "})")
                .rows("max by (wave, signal) (patchrisk_signal_worsened{" + WAVE + "})");
        return SharedPanels.merged(table, List.of("wave", "signal"), List.of("Effect", "Verdict"), "Effect")
                .override("byName", "wave", "custom.width", 110)
                .override("byName", "Verdict", Panels.wordCell(Words.MOVED))
                .override(
                        "byName",
                        "Effect",
                        "decimals",
                        1,
                        "min",
                        0,
                        "max",
                        10,
                        "color",
                        Colour.PATCHED.fixed(),
                        "custom.cellOptions",
                        Json.object("type", "gauge", "mode", "basic", "valueDisplayMode", "text"))
                .override(
                        "byName",
                        "signal",
                        "links",
                        List.of(
                                Link.dashboard(
                                        "Compare patched hosts with controls",
                                        "patchrisk-signal",
                                        "&${rollout:queryparam}"),
                                Link.rolloutInConsole("rollout")));
    }

    private static void coverage(Board board) {
        board.panel(SharedPanels.hostsByState(8, 8))
                .panel(SharedPanels.observation(
                        "What is heard of the waves' hosts",
                        "Full: all sources of a host speak. Partial: some do. Silent: none does. A wave needs 95 % of its patched hosts covered to proceed.",
                        PromQl.waveSum("patchrisk_wave_hosts_observed", "observation", WAVE),
                        8,
                        8))
                .panel(Panels.lines(
                                "Hosts that were compared",
                                "Hosts with enough data before and after: the patched ones and the controls they are compared with. Few of either can prove nothing.",
                                8,
                                8)
                        .from(0)
                        .decimals(0)
                        .colour("patched", Colour.PATCHED)
                        .colour("control", Colour.CONTROL)
                        .query(
                                PromQl.waveSum("patchrisk_evidence_hosts", "arm", WAVE + ",arm=\"patched\"")
                                        // The same controls serve every wave.
                                        + " or max by (arm) (patchrisk_evidence_hosts{" + WAVE + ",arm=\"control\"})",
                                "{{arm}}"))
                .panel(Panels.lines(
                                "Outside what the model learnt from",
                                "Share of the features of the last look that lie outside the range of what the model was trained on. The more, the less its risk means.",
                                8,
                                7)
                        .unit("percentunit")
                        .from(0)
                        .thresholds(Colour.NEUTRAL, 0.2, Colour.CARE)
                        .custom("thresholdsStyle", Json.object("mode", "dashed"))
                        .query(PromQl.perWave("patchrisk_model_drift_ratio", WAVE), "{{wave}}"))
                .panel(Panels.lines(
                                "Fingerprints",
                                "Distinct kernel faults of the rollout's hosts: new ones, and ones that hosts had before.",
                                8,
                                7)
                        .from(0)
                        .decimals(0)
                        .colour("new", Colour.BAD)
                        .colour("known", Colour.NEUTRAL)
                        .query("max by (novelty) (patchrisk_rollout_fingerprints{" + ROLLOUT + "})", "{{novelty}}"))
                .panel(Panels.lines(
                                "Crashes by dump",
                                "Hosts that crashed after their patch instant, since the rollout opened, by what they left: a complete dump or an incomplete one.",
                                8,
                                7)
                        .from(0)
                        .decimals(0)
                        .colour("complete", Colour.CONTROL)
                        .colour("incomplete", Colour.CARE)
                        .query(PromQl.events("patchrisk_rollout_crashes_total", ROLLOUT, "dump"), "{{dump}}"));
    }
}
