// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

/** Patched hosts against controls, signal by signal. */
final class SignalBoard {

    private SignalBoard() {}

    static Board board() {
        Board board = new Board(
                        "patchrisk-signal",
                        "Patchrisk / Signal: patched vs control",
                        "The mean patched host against the mean control, signal by signal. Both lines rise: load. Only the orange one does: look at the patch.")
                .variable(Variable.many("rollout", "Rollout", "label_values(patchrisk_rollout_info, rollout)"))
                .variable(
                        Variable.many("wave", "Wave", "label_values(patchrisk_decision{rollout=~\"$rollout\"}, wave)"))
                .variable(Variable.many("job", "Job", "label_values(instance:livepatch_arm:info, job)"))
                .waves();
        board.panel(RolloutBoard.signals(16, 7)).panel(arms());
        board.row("Processor");
        processor(board);
        board.row("Memory and disk");
        memoryAndDisk(board);
        board.row("Network");
        network(board);
        board.row("Which hosts");
        hosts(board);
        return board;
    }

    private static Panel arms() {
        return Panels.lines(
                        "Hosts in each arm",
                        "Hosts that the lines below are averaged over. They are there while a live patch goes out, and only for hosts that run livepatch-textfile.sh; the judge's own comparison, which pairs each host with its past, is in the console.",
                        8,
                        7)
                .from(0)
                .decimals(0)
                .colour("patched", Colour.PATCHED)
                .colour("control", Colour.CONTROL)
                .query("sum by (arm) (arm:livepatch_hosts:count{job=~\"$job\"})", "{{arm}}");
    }

    private static void processor(Board board) {
        board.panel(compare(
                        "CPU pressure",
                        "Share of time in which some task waits for a CPU. The best single sign of saturation.",
                        "node_pressure_cpu_waiting_seconds:avg_rate5m",
                        "percentunit"))
                .panel(compare(
                        "CPU time in the kernel",
                        "Share of all CPU time spent in the kernel: dearer functions, spinning.",
                        "arm_mode:node_cpu_seconds_per_cpu:avg_rate5m{mode=\"system\",job=~\"$job\"}",
                        "percentunit"))
                .panel(compare(
                        "Context switches per CPU",
                        "A busy loop or a lost wake-up moves them up or down.",
                        "node_context_switches_per_cpu:avg_rate5m",
                        "ops"))
                .panel(compare(
                        "Blocked tasks",
                        "Tasks that wait uninterruptibly: locks, stuck I/O.",
                        "node_procs_blocked:avg",
                        "short"));
    }

    private static void memoryAndDisk(Board board) {
        board.panel(compare(
                        "Unreclaimable slab",
                        "Kernel memory that cannot be given back. A slope on patched hosts only is a leak.",
                        "node_memory_SUnreclaim_bytes:avg",
                        "bytes"))
                .panel(compare(
                        "Memory pressure",
                        "Share of time in which some task waits for memory.",
                        "node_pressure_memory_waiting_seconds:avg_rate5m",
                        "percentunit"))
                .panel(compare(
                        "I/O pressure",
                        "Share of time in which some task waits for I/O.",
                        "node_pressure_io_waiting_seconds:avg_rate5m",
                        "percentunit"))
                .panel(compare(
                        "Time of a write",
                        "Mean time of a write to disk.",
                        "node_disk_write_time_seconds_per_write:avg_ratio_rate5m",
                        "s"));
    }

    private static void network(Board board) {
        board.panel(compare(
                        "Dropped by the backlog",
                        "Packets that the kernel drops before it looks at them.",
                        "node_softnet_dropped:avg_rate5m",
                        "pps"))
                .panel(compare(
                        "TCP segments sent again",
                        "Share of the segments sent that had to be sent again.",
                        "node_netstat_Tcp_RetransSegs_per_OutSegs:avg_ratio_rate5m",
                        "percentunit"))
                .panel(compare(
                        "TCP timeouts",
                        "Retransmission timers that ran out.",
                        "node_netstat_TcpExt_TCPTimeouts:avg_rate5m",
                        "ops"))
                .panel(compare(
                        "Mean time of a scrape",
                        "How long node_exporter takes to answer; a slow file in /proc is a sign by itself.",
                        "scrape_duration_seconds:avg",
                        "s"));
    }

    private static Panel compare(String title, String description, String recorded, String unit) {
        String series = recorded.startsWith("arm") ? recorded : "arm:" + recorded + "{job=~\"$job\"}";
        return Panels.lines(title, description, 6, 7)
                .unit(unit)
                .from(0)
                .colour("patched", Colour.PATCHED)
                .colour("control", Colour.CONTROL)
                .query("avg by (arm) (" + series + ")", "{{arm}}");
    }

    private static void hosts(Board board) {
        board.panel(highest(
                        "CPU pressure: highest patched hosts",
                        "The ten patched hosts with the highest CPU pressure now.",
                        "instance:node_pressure_cpu_waiting_seconds:rate5m",
                        "percentunit"))
                .panel(highest(
                        "Growth of slab: highest patched hosts",
                        "The ten patched hosts whose unreclaimable slab grows fastest over an hour.",
                        "instance:node_memory_SUnreclaim_bytes:deriv1h",
                        "Bps"))
                .panel(highest(
                        "TCP segments sent again: highest patched hosts",
                        "The ten patched hosts that send the greatest share of TCP segments again.",
                        "instance:node_netstat_Tcp_RetransSegs_per_OutSegs:ratio_rate5m",
                        "percentunit"));
    }

    private static Panel highest(String title, String description, String recorded, String unit) {
        return Panels.amounts(title, description, 8, 8)
                .unit(unit)
                .decimals(2)
                .none("no patched host")
                .thresholds(Colour.PATCHED)
                .links(Link.host("__field.labels.instance"), Link.hostInConsole("__field.labels.instance"))
                .newest(
                        "topk(10, " + recorded
                                + "{job=~\"$job\"} and on (instance, job) instance:livepatch_arm:info{arm=\"patched\"})",
                        "{{instance}}");
    }
}
