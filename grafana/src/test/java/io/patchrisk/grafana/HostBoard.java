// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.PromQl.HOST;

import java.util.List;

/** One host: its live patches, what its kernel complains of, and its signals before and after. */
final class HostBoard {

    private HostBoard() {}

    static Board board() {
        Board board = new Board(
                        "patchrisk-host",
                        "Patchrisk / Host",
                        "One host: live patches, oopses and taint, and the signals of its kernel before and after the patch.")
                .variable(Variable.text("search", "Host name contains"))
                .variable(Variable.one(
                        "instance", "Host", "label_values(node_uname_info{instance=~\".*$search.*\"}, instance)"))
                .instants(
                        "Live patch is on",
                        Colour.PATCHED,
                        "max by (patch) (livepatch_applied_timestamp_seconds{" + HOST + "})",
                        "Live patch is on",
                        "{{patch}}",
                        "patch")
                .instants(
                        "Boot",
                        Colour.BAD,
                        "max by (instance) (node_boot_time_seconds{" + HOST + "})",
                        "Boot",
                        "{{instance}} has booted",
                        "instance");
        now(board);
        board.panel(patches(16, 6)).panel(complaints());
        board.row("Before and after");
        signals(board);
        return board;
    }

    private static void now(Board board) {
        board.panel(Panels.stat("Scraped", "Whether Prometheus reads node_exporter of this host.", 3)
                        .words(Words.YES_IS_GOOD)
                        .none("no")
                        .links(Link.hostInConsole("instance"))
                        .query("max(up{" + HOST + "})", "up"))
                .panel(Panels.stat(
                                "Up since",
                                "When the kernel was booted. A boot after the patch instant is a reboot or a crash.",
                                4)
                        .unit("dateTimeFromNow")
                        .unknown("not known")
                        .query("1000 * max(node_boot_time_seconds{" + HOST + "})", "boot"))
                .panel(Panels.stat(
                                "In transition",
                                "Whether a live patch is between on and off: some tasks still run the other code.",
                                3)
                        .words(Words.YES_IS_CARE)
                        .unknown("not known")
                        .query(
                                "max(livepatch_transition{" + HOST + "}) or 0 * max(livepatch_collector_success{" + HOST
                                        + "})",
                                "in transition"))
                .panel(Panels.stat("Oopses", "Oopses that the kernel has counted since it booted.", 3)
                        .decimals(0)
                        .unknown("not known")
                        .thresholds(Colour.GOOD, 1, Colour.BAD)
                        .query("max(kernel_oops_total{" + HOST + "})", "oopses"))
                .panel(Panels.stat(
                                "Warnings",
                                "Kernel warnings with a stack that the kernel has counted since it booted.",
                                3)
                        .decimals(0)
                        .unknown("not known")
                        .thresholds(Colour.GOOD, 1, Colour.CARE)
                        .query("max(kernel_warn_total{" + HOST + "})", "warnings"))
                .panel(Panels.stat(
                                "Taint",
                                "Flags that taint the kernel: K live patched, D has oopsed, W has warned, M machine check, O module from outside the kernel.",
                                5)
                        .option("textMode", "name")
                        .none("none")
                        .newest("max by (flag) (kernel_taint_flag{" + HOST + "}) == 1", "{{flag}}"))
                .panel(Panels.stat("Can dump a crash", "Whether the crash kernel is loaded.", 3)
                        .words(Words.YES_IS_GOOD)
                        .unknown("not known")
                        .query("max(kdump_loaded{" + HOST + "})", "loaded"));
    }

    private static Panel patches(int width, int height) {
        Panel table = Panels.table(
                        "Live patches",
                        "The live patches that the host has loaded, from livepatch-textfile.sh.",
                        width,
                        height)
                .none("")
                .rows("max by (patch, version) (livepatch_patch_info{" + HOST + "})")
                .rows("max by (patch) (livepatch_enabled{" + HOST + "})")
                .rows("max by (patch) (livepatch_transition{" + HOST + "})")
                .rows("max by (patch) (livepatch_unpatched_tasks{" + HOST + "})")
                .rows("1000 * max by (patch) (livepatch_applied_timestamp_seconds{" + HOST + "})");
        return SharedPanels.merged(
                        table,
                        List.of("patch", "version"),
                        List.of("Loaded", "Enabled", "In transition", "Tasks on old code", "On since"),
                        "On since")
                .override("byName", "Loaded", "custom.hidden", true)
                .override("byName", "patch", "custom.width", 230)
                .override("byName", "Enabled", Panels.wordCell(Words.YES_NO))
                .override("byName", "In transition", Panels.wordCell(Words.YES_IS_CARE))
                .override("byName", "On since", "unit", "dateTimeAsIso", "custom.width", 170);
    }

    private static Panel complaints() {
        return Panels.bars(
                        "The kernel complains",
                        "Oopses, warnings and hung tasks as the kernel counts them itself, also where no log arrives.",
                        8,
                        6)
                .colour("oopses", Colour.BAD)
                .colour("warnings", Colour.CARE)
                .colour("hung tasks", Colour.UNKNOWN)
                .query("sum(increase(kernel_oops_total{" + HOST + "}[$__rate_interval]))", "oopses")
                .query("sum(increase(kernel_warn_total{" + HOST + "}[$__rate_interval]))", "warnings")
                .query("sum(increase(kernel_hung_tasks_total{" + HOST + "}[$__rate_interval]))", "hung tasks");
    }

    private static void signals(Board board) {
        board.panel(Panels.lines("Pressure", "Share of time in which some task waits for a resource.", 8, 7)
                        .unit("percentunit")
                        .from(0)
                        .query(rate("node_pressure_cpu_waiting_seconds_total"), "CPU")
                        .query(rate("node_pressure_memory_waiting_seconds_total"), "memory")
                        .query(rate("node_pressure_io_waiting_seconds_total"), "I/O"))
                .panel(Panels.stacked(
                                "CPU time", "Share of all CPU time by what it was spent on; idle is left out.", 8, 7)
                        .unit("percentunit")
                        .query(
                                "avg by (mode) (rate(node_cpu_seconds_total{" + HOST
                                        + ",mode=~\"system|softirq|irq|iowait|user|steal\"}[$__rate_interval]))",
                                "{{mode}}"))
                .panel(Panels.lines(
                                "Tasks",
                                "Running and blocked tasks. Blocked ones wait uninterruptibly: locks, stuck I/O.",
                                8,
                                7)
                        .from(0)
                        .query("max(node_procs_running{" + HOST + "})", "running")
                        .query("max(node_procs_blocked{" + HOST + "})", "blocked"))
                .panel(Panels.lines(
                                "Context switches and interrupts",
                                "A busy loop or a lost wake-up moves them up or down.",
                                8,
                                7)
                        .unit("ops")
                        .from(0)
                        .query(rate("node_context_switches_total"), "context switches")
                        .query(rate("node_intr_total"), "interrupts"))
                .panel(Panels.lines("Kernel memory", "A steady slope after the patch is a leak.", 8, 7)
                        .unit("bytes")
                        .from(0)
                        .query("max(node_memory_SUnreclaim_bytes{" + HOST + "})", "unreclaimable slab")
                        .query("max(node_memory_KernelStack_bytes{" + HOST + "})", "kernel stacks")
                        .query("max(node_memory_PageTables_bytes{" + HOST + "})", "page tables"))
                .panel(Panels.lines(
                                "Network trouble",
                                "Segments sent again, packets dropped by the backlog, and timers that ran out.",
                                8,
                                7)
                        .unit("ops")
                        .from(0)
                        .query(rate("node_netstat_Tcp_RetransSegs"), "segments sent again")
                        .query(rate("node_softnet_dropped_total"), "dropped by the backlog")
                        .query(rate("node_netstat_TcpExt_TCPTimeouts"), "TCP timeouts"))
                .panel(Panels.lines("Time of disk operations", "Mean time of a read and of a write.", 8, 7)
                        .unit("s")
                        .from(0)
                        .query(
                                rate("node_disk_read_time_seconds_total") + " / ("
                                        + rate("node_disk_reads_completed_total") + " > 0)",
                                "read")
                        .query(
                                rate("node_disk_write_time_seconds_total") + " / ("
                                        + rate("node_disk_writes_completed_total") + " > 0)",
                                "write"))
                .panel(Panels.lines(
                                "Faults and OOM kills",
                                "Page faults that needed a disk, and tasks killed for want of memory.",
                                8,
                                7)
                        .unit("ops")
                        .from(0)
                        .query(rate("node_vmstat_pgmajfault"), "major faults")
                        .query(rate("node_vmstat_oom_kill"), "OOM kills"))
                .panel(Panels.lines(
                                "Time of a scrape",
                                "How long node_exporter takes to answer; a slow file in /proc is a sign by itself.",
                                8,
                                7)
                        .unit("s")
                        .from(0)
                        .query("max(scrape_duration_seconds{" + HOST + "})", "scrape"));
    }

    private static String rate(String counter) {
        return "sum(rate(" + counter + "{" + HOST + "}[$__rate_interval]))";
    }
}
