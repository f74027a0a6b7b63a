// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

/** All rollouts at a glance: may anybody patch on, and where is it burning? */
final class FleetBoard {

    private FleetBoard() {}

    static Board board() {
        Board board = new Board(
                        "patchrisk-fleet",
                        "Patchrisk / Fleet",
                        "Kernel patches on their way through the fleet: what the gate says of each, new kernel faults, and which kernels and patches the hosts run.")
                .variable(Variable.many("rollout", "Rollout", "label_values(patchrisk_rollout_info, rollout)"))
                .variable(
                        Variable.many("wave", "Wave", "label_values(patchrisk_decision{rollout=~\"$rollout\"}, wave)"))
                .waves();
        now(board);
        board.panel(SharedPanels.waves(9));
        board.panel(SharedPanels.faultsByArm(12, 8)).panel(SharedPanels.hostsByState(12, 8));
        board.row("The fleet");
        fleet(board);
        return board;
    }

    private static void now(Board board) {
        board.panel(SharedPanels.strictestDecision(PromQl.WAVE, 6))
                .panel(SharedPanels.highestRisk(PromQl.WAVE, 4))
                .panel(SharedPanels.newFaults(5))
                .panel(SharedPanels.crashes(4))
                .panel(Panels.stat(
                                "Alerts that hold or stop",
                                "Firing alerts that tell a rollout tool to wait or to stop. A silenced alert still counts here.",
                                5)
                        .decimals(0)
                        .none("none")
                        .thresholds(Colour.GOOD, 1, Colour.BAD)
                        .links(Link.dashboard("Look at the alerts", "patchrisk-alerts", ""))
                        .query(
                                "count(ALERTS{alertstate=\"firing\",gate=~\"stop|hold\",rollout=~\"$rollout|\"})",
                                "alerts"));
    }

    private static void fleet(Board board) {
        board.panel(SharedPanels.observation(
                        "What Patchrisk hears of the hosts",
                        "Full: all sources of a host speak. Partial: some do. Silent: none does; a host that went silent after its patch may have crashed.",
                        "max by (observation) (patchrisk_hosts)",
                        8,
                        8))
                .panel(Panels.amounts(
                                "Hosts by kernel release",
                                "Running kernels by node_exporter. A live patch does not change the release.",
                                6,
                                8)
                        .none("no host")
                        .newest("count by (release) (node_uname_info)", "{{release}}"))
                .panel(Panels.amounts(
                                "Hosts by live patch",
                                "Hosts on which a live patch is enabled, by patch, from livepatch-textfile.sh on the hosts.",
                                6,
                                8)
                        .none("no host")
                        .thresholds(Colour.PATCHED)
                        .newest("count by (patch) (livepatch_enabled == 1)", "{{patch}}"))
                .panel(Panels.stat(
                                "No crash dump",
                                "Hosts whose crash kernel is not loaded: a crash there leaves no dump to learn from.",
                                4,
                                8)
                        .decimals(0)
                        .unknown("not known")
                        .thresholds(Colour.GOOD, 1, Colour.CARE)
                        .query(PromQl.howMany("kdump_loaded", "== 0"), "hosts"));
    }
}
