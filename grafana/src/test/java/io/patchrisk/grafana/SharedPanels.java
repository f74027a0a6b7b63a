// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.PromQl.ROLLOUT;
import static io.patchrisk.grafana.PromQl.WAVE;

import java.util.List;
import java.util.Map;

/** Panels that are on more than one dashboard, and are the same on each. */
final class SharedPanels {

    private SharedPanels() {}

    static Panel strictestDecision(String selector, int width) {
        return Panels.stat(
                        "Decision",
                        "The strictest answer of the gate over what is chosen above: stop before unknown before hold before proceed.",
                        width)
                .words(Words.DECISION)
                .unknown("no rollout")
                .links(Link.rolloutInConsole("rollout"))
                .query("max(" + PromQl.decision(selector) + ")", "decision");
    }

    static Panel highestRisk(String selector, int width) {
        return Panels.stat(
                        "Risk",
                        "Probability that going on harms the fleet: the highest of the waves chosen above. Nothing where the model has no answer.",
                        width)
                .unit("percentunit")
                .decimals(1)
                .unknown("no score")
                .thresholds(Colour.GOOD, 0.02, Colour.CARE, 0.05, Colour.BAD)
                .query("max(patchrisk_risk_score_ratio{" + selector + "})", "risk");
    }

    static Panel oldestDecision(String selector, int width) {
        return Panels.stat(
                        "Judged",
                        "Time since the decision that was worked out longest ago. Older than ten minutes counts as unknown, whatever the decision says.",
                        width)
                .unit("s")
                .decimals(0)
                .unknown("no rollout")
                .thresholds(Colour.GOOD, 180, Colour.CARE, 600, Colour.BAD)
                .query("max(" + PromQl.age(selector) + ")", "ago");
    }

    static Panel crashes(int width) {
        return Panels.stat(
                        "Crashes after the patch",
                        "Hosts that crashed after their patch instant, in the time that is shown. The console has each report and says where its dump is.",
                        width)
                .decimals(0)
                .unknown("no data")
                .thresholds(Colour.GOOD, 1, Colour.BAD)
                .query(PromQl.eventsInRange("patchrisk_rollout_crashes_total", ROLLOUT), "crashes");
    }

    static Panel newFaults(int width) {
        return Panels.stat(
                        "New faults on patched hosts",
                        "Kernel reports of patched hosts, in the time that is shown, whose fingerprint no host had before the rollout opened.",
                        width)
                .decimals(0)
                .unknown("no data")
                .thresholds(Colour.GOOD, 1, Colour.BAD)
                .query(
                        PromQl.eventsInRange(
                                "patchrisk_rollout_kernel_events_total", ROLLOUT + ",arm=\"patched\",novelty=\"new\""),
                        "reports");
    }

    static Panel faultsByArm(int width, int height) {
        return Panels.bars(
                        "New kernel faults",
                        "Kernel reports whose fingerprint no host had before the rollout opened: on patched hosts and, to compare, on controls.",
                        width,
                        height)
                .colour("patched", Colour.PATCHED)
                .colour("control", Colour.CONTROL)
                .query(
                        PromQl.events("patchrisk_rollout_kernel_events_total", ROLLOUT + ",novelty=\"new\"", "arm"),
                        "{{arm}}");
    }

    static Panel hostsByState(int width, int height) {
        return Panels.stacked(
                        "Hosts by patch state",
                        "How far the patch has come. Failed hosts refused it; hosts that lost it rebooted into a kernel without it.",
                        width,
                        height)
                .colour("pending", Colour.NEUTRAL)
                .colour("in_transition", Colour.CARE)
                .colour("patched", Colour.PATCHED)
                .colour("failed", Colour.BAD)
                .colour("rolled_back", Colour.UNKNOWN)
                .colour("lost_by_reboot", Colour.CONTROL)
                .colour("excluded", Colour.DARK)
                .query(PromQl.waveSum("patchrisk_rollout_hosts", "state", WAVE) + " > 0", "{{state}}");
    }

    static Panel observation(String title, String description, String expr, int width, int height) {
        return Panels.stacked(title, description, width, height)
                .colour("full", Colour.GOOD)
                .colour("partial", Colour.CARE)
                .colour("silent", Colour.BAD)
                .query(expr, "{{observation}}");
    }

    /** All that the gate says of each wave, the strictest decision first. */
    static Panel waves(int height) {
        Panel table = Panels.table(
                        "Waves",
                        "What the gate says of each wave, and how much it saw. A click leads to the rollout's dashboard or to the console, which has the reasons.",
                        24,
                        height)
                .rows(PromQl.decision(WAVE))
                .rows(PromQl.perWave("patchrisk_risk_score_ratio", WAVE))
                .rows(PromQl.perWave("patchrisk_risk_bound_ratio", WAVE + ",bound=\"lower\""))
                .rows(PromQl.perWave("patchrisk_risk_bound_ratio", WAVE + ",bound=\"upper\""))
                .rows("sum by (rollout, wave) (max by (rollout, wave, state) (patchrisk_rollout_hosts{" + WAVE + "}))")
                .rows(PromQl.perWave("patchrisk_rollout_hosts", WAVE + ",state=\"patched\""))
                .rows(PromQl.perWave("patchrisk_wave_hosts_observed", WAVE + ",observation=\"silent\""))
                .rows(PromQl.age(WAVE));
        List<String> names = List.of("Decision", "Risk", "Lower", "Upper", "Hosts", "Patched", "Silent", "Judged ago");
        for (String share : List.of("Risk", "Lower", "Upper")) {
            table.override("byName", share, "unit", "percentunit", "decimals", 1, "noValue", "no score");
        }
        return merged(table, List.of("rollout", "wave"), names, "Decision")
                .override("byName", "Decision", Panels.wordCell(Words.DECISION))
                .override("byName", "Judged ago", "unit", "s", "decimals", 0)
                .override("byRegexp", "Risk|Lower|Upper|Hosts|Patched|Silent|Judged ago", "custom.width", 110)
                .override(
                        "byName",
                        "Silent",
                        "custom.cellOptions",
                        Json.object("type", "color-text"),
                        "thresholds",
                        Colour.steps(Colour.NEUTRAL, 1, Colour.BAD))
                .override("byRegexp", "rollout|wave", "links", rolloutLinks());
    }

    /** From a row of a table. */
    static List<Object> rolloutLinks() {
        return List.of(
                Link.rollout("__data.fields.rollout", "__data.fields.wave"),
                Link.rolloutInConsole("__data.fields.rollout"));
    }

    /**
     * Makes one row of the rows that have the same labels.
     *
     * @param labels the columns to the left
     * @param names of the queries' values, in their order
     * @param worstFirst the column by which rows are sorted
     */
    static Panel merged(Panel table, List<String> labels, List<String> names, String worstFirst) {
        Map<String, Object> order = Json.object();
        Map<String, Object> renamed = Json.object();
        for (String label : labels) {
            order.put(label, order.size());
        }
        for (int i = 0; i < names.size(); i++) {
            String value = names.size() == 1 ? "Value" : "Value #" + (char) ('A' + i);
            order.put(value, order.size());
            renamed.put(value, names.get(i));
        }
        if (names.size() > 1) {
            table.transformation("merge", Json.object());
        }
        return table.transformation(
                        "organize",
                        Json.object(
                                "excludeByName",
                                Json.object("Time", true),
                                "includeByName",
                                Json.object(),
                                "indexByName",
                                order,
                                "renameByName",
                                renamed))
                .option("sortBy", List.of(Json.object("displayName", worstFirst, "desc", true)));
    }
}
