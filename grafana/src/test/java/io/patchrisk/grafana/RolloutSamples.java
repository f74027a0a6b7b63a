// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import static io.patchrisk.grafana.Samples.before;
import static io.patchrisk.grafana.Samples.between;
import static io.patchrisk.grafana.Samples.happened;

import io.patchrisk.grafana.Samples.Curve;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What Patchrisk says of three rollouts: one was good and is watched no more, one is stopped, one goes on. */
final class RolloutSamples {

    private static final String JOB = "instance=\"patchrisk.example:8471\",job=\"patchrisk\"";
    private static final long END = Samples.END.getEpochSecond() + 1;
    private static final long START = Samples.START.getEpochSecond();
    private static final List<String> STATES =
            List.of("pending", "in_transition", "patched", "failed", "rolled_back", "lost_by_reboot", "excluded");

    private final Samples samples;
    private final String rollout;
    private final long from;
    private final long to;

    private RolloutSamples(Samples samples, String rollout, long from, long to) {
        this.samples = samples;
        this.rollout = JOB + ",rollout=\"" + rollout + "\"";
        this.from = from;
        this.to = to;
    }

    static void write(Samples samples) {
        RolloutSamples old = new RolloutSamples(samples, "cve-2026-0907", START + 3600, START + 36 * 3600);
        old.rollout("livepatch_cve_2026_0907", "watched", false);
        old.wave("all", 20, START + 3 * 3600, 200, decisions("proceed"), false);
        RolloutSamples bad = new RolloutSamples(samples, "cve-2026-1234", before(330), END);
        bad.rollout("livepatch_cve_2026_1234", "stopped", true);
        bad.wave("canary", 4, before(300), 8, decisions("proceed", 300, "hold", 220, "proceed", 95, "hold"), false);
        bad.wave(
                "first",
                6,
                before(180),
                12,
                decisions("hold", 220, "proceed", 180, "hold", 110, "unknown", 95, "stop"),
                true);
        bad.wave("rest", 10, END, 0, decisions("hold", 95, "stop"), false);
        bad.signals();
        RolloutSamples good = new RolloutSamples(samples, "cve-2026-1301", before(150), END);
        good.rollout("livepatch_cve_2026_1301", "running", false);
        good.wave("canary", 2, before(120), 4, decisions("proceed", 120, "hold", 40, "proceed"), false);
        good.wave("rest", 30, END, 0, decisions("hold"), false);
    }

    private void gauge(String name, String labels, Curve curve) {
        samples.series(name, rollout + "," + labels, between(from, to, curve));
    }

    /** The decision at first, then minutes before the end and the decision from then on, in turn. */
    private static NavigableMap<Long, String> decisions(String first, Object... minutesAndDecisions) {
        NavigableMap<Long, String> decisions = new TreeMap<>();
        decisions.put(0L, first);
        for (int i = 0; i < minutesAndDecisions.length; i += 2) {
            decisions.put(before((Integer) minutesAndDecisions[i]), (String) minutesAndDecisions[i + 1]);
        }
        return decisions;
    }

    private void rollout(String patch, String state, boolean bad) {
        gauge("patchrisk_rollout_info", "patch=\"" + patch + "\",mode=\"enforcing\",origin=\"declared\"", t -> 1);
        for (String each : List.of("planned", "running", "paused", "stopped", "watched", "done")) {
            gauge(
                    "patchrisk_rollout_state",
                    "state=\"" + each + "\"",
                    t -> each.equals(t >= before(95) ? state : "running") ? 1 : 0);
        }
        for (String novelty : List.of("new", "known")) {
            gauge(
                    "patchrisk_rollout_fingerprints",
                    "novelty=\"" + novelty + "\"",
                    bad && novelty.equals("new") ? happened(before(98), before(60)) : t -> 1);
            for (String arm : List.of("patched", "control")) {
                for (String kind : List.of("crash", "warning", "stall", "other")) {
                    gauge(
                            "patchrisk_rollout_kernel_events_total",
                            "arm=\"" + arm + "\",class=\"" + kind + "\",novelty=\"" + novelty + "\"",
                            events(bad, arm, kind, novelty));
                }
            }
        }
        gauge("patchrisk_rollout_crashes_total", "dump=\"complete\"", bad ? happened(before(80)) : t -> 0);
        gauge("patchrisk_rollout_crashes_total", "dump=\"incomplete\"", bad ? happened(before(62)) : t -> 0);
    }

    private static Curve events(boolean bad, String arm, String kind, String novelty) {
        return switch (bad ? arm + " " + kind + " " + novelty : "") {
            case "patched crash new" -> happened(before(98), before(86), before(80), before(62));
            case "patched warning new" -> happened(before(150), before(131), before(60), before(59), before(31));
            case "patched stall new" -> happened(before(61));
            case "control warning new" -> happened(before(140));
            case "control warning known" -> happened(before(250), before(30));
            default -> t -> 0;
        };
    }

    private void wave(
            String name, int hosts, long patched, int minutes, NavigableMap<Long, String> decisions, boolean bad) {
        String wave = "wave=\"" + name + "\"";
        long settled = patched + 60L * minutes;
        for (String decision : List.of("proceed", "hold", "unknown", "stop")) {
            gauge(
                    "patchrisk_decision",
                    wave + ",decision=\"" + decision + "\"",
                    t -> decisions.floorEntry(t).getValue().equals(decision) ? 1 : 0);
        }
        gauge("patchrisk_decision_evaluated_timestamp_seconds", wave, t -> t - 30);
        gauge("patchrisk_wave_timestamp_seconds", wave + ",stage=\"start\"", t -> t >= patched ? patched : Double.NaN);
        gauge(
                "patchrisk_wave_timestamp_seconds",
                wave + ",stage=\"end\"",
                t -> t >= settled && settled > patched ? settled : Double.NaN);
        for (String state : STATES) {
            gauge(
                    "patchrisk_rollout_hosts",
                    wave + ",state=\"" + state + "\"",
                    t -> inState(
                            state,
                            hosts,
                            Math.min(1, Math.max(0, (t - patched) / Math.max(1.0, settled - patched))),
                            bad && t >= before(80)));
        }
        for (String observation : List.of("full", "partial", "silent")) {
            boolean crashed = bad && !observation.equals("partial");
            gauge(
                    "patchrisk_wave_hosts_observed",
                    wave + ",observation=\"" + observation + "\"",
                    t -> (observation.equals("full") ? hosts : 0)
                            + (crashed && t >= before(80) ? observation.equals("full") ? -1 : 1 : 0));
        }
        if (patched < END) {
            scored(wave, hosts, patched, bad);
        }
    }

    private static double inState(String state, int hosts, double share, boolean oneLost) {
        double done = Math.floor(hosts * share);
        return switch (state) {
            case "patched" -> done - (oneLost ? 1 : 0);
            case "in_transition" -> share > 0 && share < 1 ? 1 : 0;
            case "pending" -> hosts - done - (share > 0 && share < 1 ? 1 : 0);
            case "lost_by_reboot" -> oneLost ? 1 : 0;
            default -> 0;
        };
    }

    private void scored(String wave, int hosts, long patched, boolean bad) {
        Curve risk = t -> {
            double minutes = (t - patched) / 60.0;
            double wobble = Samples.daily(0.004, hosts).at(t);
            return minutes < 10
                    ? Double.NaN
                    : bad ? 0.007 + wobble + 0.62 / (1 + Math.exp((70 - minutes) / 8)) : 0.004 + wobble;
        };
        gauge("patchrisk_risk_score_ratio", wave, risk);
        gauge("patchrisk_risk_bound_ratio", wave + ",bound=\"lower\"", t -> risk.at(t) * 0.4);
        gauge("patchrisk_risk_bound_ratio", wave + ",bound=\"upper\"", t -> Math.min(0.97, risk.at(t) * 2.2));
        gauge(
                "patchrisk_evidence_hosts",
                wave + ",arm=\"patched\"",
                t -> t < patched + 600 ? 0 : bad && t >= before(80) ? hosts - 1 : hosts);
        gauge("patchrisk_evidence_hosts", wave + ",arm=\"control\"", t -> t < patched + 600 ? 0 : 10);
        gauge(
                "patchrisk_model_drift_ratio",
                wave,
                t -> t < patched + 600 ? Double.NaN : bad && t >= before(95) ? 0.14 : 0.04);
    }

    private void signals() {
        moved("first", "psi_cpu_waiting", 7.8, true);
        moved("first", "memory_unreclaimable_slab", 5.1, true);
        moved("first", "tcp_retransmit_ratio", 3.4, true);
        moved("first", "context_switches", 3.2, false);
        moved("canary", "memory_unreclaimable_slab", 2.9, false);
    }

    private void moved(String wave, String signal, double effect, boolean worsened) {
        String labels = "wave=\"" + wave + "\",signal=\"" + signal + "\"";
        gauge("patchrisk_signal_effect", labels, t -> t >= before(150) ? effect : Double.NaN);
        gauge("patchrisk_signal_worsened", labels, t -> t >= before(150) ? worsened ? 1 : 0 : Double.NaN);
    }
}
