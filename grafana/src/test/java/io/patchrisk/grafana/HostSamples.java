// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.Samples.before;
import static io.patchrisk.grafana.Samples.between;
import static io.patchrisk.grafana.Samples.daily;

import io.patchrisk.grafana.Samples.Curve;
import java.util.List;

/**
 * What node_exporter and livepatch-textfile.sh say of twenty hosts. On the first ten a patch makes tasks wait and slab grow;
 * one of them crashes of it.
 */
final class HostSamples {

    static final int HOSTS = 20;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long GOOD_PATCH = Samples.START.getEpochSecond() + 3 * 3600;
    private static final long CRASH = before(80);
    private static final long BACK = before(74);
    private static final int CRASHED = 6;

    private final Samples samples;
    private final int host;
    private final String instance;
    private final long patched;

    private HostSamples(Samples samples, int host) {
        this.samples = samples;
        this.host = host;
        this.instance = "instance=\"n%02d.example:9100\",job=\"node\"".formatted(host + 1);
        this.patched = host < 4 ? before(300 - host) : host < 10 ? before(180 - host) : NEVER;
    }

    static void write(Samples samples) {
        for (int host = 0; host < HOSTS; host++) {
            HostSamples one = new HostSamples(samples, host);
            one.machine();
            one.processor();
            one.memoryAndDisk();
            one.network();
            one.livePatches();
            one.complaints();
        }
    }

    private boolean isOff(long t) {
        return host == CRASHED && t >= CRASH && t < BACK;
    }

    private Curve alive(Curve curve) {
        return t -> isOff(t) ? Double.NaN : curve.at(t);
    }

    /** So much more once the patch is on. */
    private Curve harmed(Curve curve, double factor) {
        return alive(t -> curve.at(t) * (t >= patched ? factor : 1));
    }

    private void gauge(String name, String labels, Curve curve) {
        samples.series(name, labels.isEmpty() ? instance : instance + "," + labels, alive(curve));
    }

    private void counter(String name, String labels, Curve rate) {
        samples.counter(name, labels.isEmpty() ? instance : instance + "," + labels, alive(rate));
    }

    private void machine() {
        samples.series("up", instance, t -> isOff(t) ? 0 : 1);
        gauge("scrape_duration_seconds", "", daily(0.02, host));
        gauge("node_uname_info", "release=\"" + (host < 14 ? "6.1.0-28-amd64" : "6.1.0-31-amd64") + "\"", t -> 1);
        gauge(
                "node_boot_time_seconds",
                "",
                t -> host == CRASHED && t >= BACK ? BACK : Samples.START.getEpochSecond() - 864000.0);
    }

    private void processor() {
        double[] shares = {0.05, 0.01, 0.002, 0.02, 0.2, 0.001, 0.7};
        List<String> modes = List.of("system", "softirq", "irq", "iowait", "user", "steal", "idle");
        for (int i = 0; i < shares.length; i++) {
            counter(
                    "node_cpu_seconds_total",
                    "cpu=\"0\",mode=\"" + modes.get(i) + "\"",
                    harmed(daily(shares[i], host + i), i == 0 ? 1.4 : 1));
        }
        counter("node_pressure_cpu_waiting_seconds_total", "", harmed(daily(0.06, host), 2.3));
        counter("node_pressure_memory_waiting_seconds_total", "", daily(0.004, host));
        counter("node_pressure_io_waiting_seconds_total", "", daily(0.02, host + 40));
        counter("node_context_switches_total", "", harmed(daily(4200, host), 1.2));
        counter("node_intr_total", "", daily(2100, host));
        gauge(
                "node_procs_running",
                "",
                t -> Math.rint(harmed(daily(2.4, host), 1.6).at(t)));
        gauge("node_procs_blocked", "", t -> Math.rint(daily(0.8, host + 7).at(t)));
    }

    private void memoryAndDisk() {
        gauge(
                "node_memory_SUnreclaim_bytes",
                "",
                t -> Math.rint(
                        daily(160e6, 3).at(t) / 8 + 140e6 + host * 1e6 + (t >= patched ? 9000.0 * (t - patched) : 0)));
        gauge(
                "node_memory_KernelStack_bytes",
                "",
                t -> Math.rint(daily(9e6, host).at(t)));
        gauge(
                "node_memory_PageTables_bytes",
                "",
                t -> Math.rint(daily(22e6, host).at(t)));
        counter("node_vmstat_pgmajfault", "", daily(1.5, host));
        counter("node_vmstat_oom_kill", "", t -> 0);
        for (String way : List.of("read", "write")) {
            counter(
                    "node_disk_" + way + "_time_seconds_total",
                    "device=\"vda\"",
                    daily(way.equals("read") ? 0.02 : 0.06, host));
            counter("node_disk_" + way + "s_completed_total", "device=\"vda\"", daily(30, host + 1));
        }
    }

    private void network() {
        counter("node_softnet_dropped_total", "cpu=\"0\"", daily(0.01, host));
        counter("node_netstat_Tcp_RetransSegs", "", harmed(daily(1.1, host), 1.3));
        counter("node_netstat_Tcp_OutSegs", "", daily(900, host));
        counter("node_netstat_TcpExt_TCPTimeouts", "", daily(0.05, host));
    }

    private void livePatches() {
        gauge("livepatch_collector_success", "", t -> 1);
        gauge("livepatch_collector_last_run_timestamp_seconds", "", t -> t - 20);
        patch("livepatch_cve_2026_0907", GOOD_PATCH + host * 600L, host == CRASHED ? CRASH : NEVER);
        if (patched != NEVER) {
            patch("livepatch_cve_2026_1234", patched, host == CRASHED ? CRASH : NEVER);
        }
        if (host >= 18) {
            patch("livepatch_cve_2026_1301", before(120 - host), NEVER);
        }
    }

    private void patch(String name, long from, long to) {
        String patch = "patch=\"" + name + "\"";
        gauge("livepatch_patch_info", patch + ",version=\"1\",srcversion=\"A1B2C3\"", between(from, to, t -> 1));
        gauge("livepatch_enabled", patch, between(from, to, t -> 1));
        gauge("livepatch_transition", patch, between(from, to, t -> t < from + 240 ? 1 : 0));
        gauge("livepatch_unpatched_tasks", patch, between(from, to, t -> t < from + 240 ? 12 : 0));
        gauge("livepatch_applied_timestamp_seconds", patch, between(from, to, t -> from));
    }

    private void complaints() {
        long first = host == 4 ? before(98) : host == 8 ? before(86) : NEVER;
        counter(
                "kernel_oops_total",
                "",
                t -> t - Samples.STEP_SECONDS < first && t >= first ? 1.0 / Samples.STEP_SECONDS : 0);
        counter(
                "kernel_warn_total",
                "",
                t -> host == 4 && t % 3600 == 0 && t > patched ? 1.0 / Samples.STEP_SECONDS : 0);
        counter("kernel_hung_tasks_total", "", t -> 0);
        gauge("kernel_tainted", "", t -> t >= patched ? 32768 + 128 : 32768);
        gauge("kernel_taint_flag", "flag=\"K\"", t -> t >= GOOD_PATCH + host * 600L ? 1 : 0);
        gauge("kernel_taint_flag", "flag=\"D\"", t -> t >= first ? 1 : 0);
        gauge("kernel_taint_flag", "flag=\"W\"", t -> host == 4 && t >= patched + 3600 ? 1 : 0);
        gauge("kdump_loaded", "", t -> host == 13 ? 0 : 1);
    }
}
