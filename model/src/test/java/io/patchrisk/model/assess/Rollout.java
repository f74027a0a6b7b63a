// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** A live patch that reaches its hosts at scrape 120, one second after another; names are what a test wants to change. */
final class Rollout {

    static final Signal ERRORS = SimulatedHost.signal("errors", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.001);
    static final Signal LATENCY = SimulatedHost.signal("latency", Direction.UP, Role.SYMPTOM, Shape.SKEWED, 1e-6);
    static final Signal CPU = SimulatedHost.signal("cpu", Direction.UP, Role.RESOURCE, Shape.LEVEL, 0.01);
    static final Signal REQUESTS = SimulatedHost.signal("requests", Direction.DOWN, Role.WORK, Shape.LEVEL, 1);

    static final int PATCHED_AT = 120;
    private static final int SCRAPES = 205;

    /** Eighty scrapes after the patch: long enough to proceed. */
    static final double NOW = SimulatedHost.at(SCRAPES - 1);

    private final String prefix;
    private final PatchName module;
    private final String function;
    private int patched = 5;
    private int controls = 12;
    private int scrapes = SCRAPES;
    private double slowdown = 1;
    private double fleetSlowdown = 1;
    private double work = 1;
    private ObjIntConsumer<SimulatedHost> change = (host, i) -> {};
    private ObjIntConsumer<SimulatedHost> controlChange = (host, i) -> {};
    private Set<String> excused = Set.of();
    private IntPredicate lost = i -> false;
    private int firstSilentAfter = Integer.MAX_VALUE;

    Rollout() {
        this("", "livepatch_cve", "tcp_sendmsg");
    }

    Rollout(String prefix, String module, String function) {
        this.prefix = prefix;
        this.module = new PatchName(module);
        this.function = function;
    }

    Rollout of(int patchedHosts, int controlHosts) {
        patched = patchedHosts;
        controls = controlHosts;
        return this;
    }

    /** Latency of patched hosts after the patch, as a multiple of before. */
    Rollout slowedBy(double factor) {
        slowdown = factor;
        return this;
    }

    /** Latency of all hosts, as a multiple of before. */
    Rollout fleetSlowedBy(double factor) {
        fleetSlowdown = factor;
        return this;
    }

    Rollout doing(double shareOfWork) {
        work = shareOfWork;
        return this;
    }

    Rollout patched(ObjIntConsumer<SimulatedHost> with) {
        change = with;
        return this;
    }

    Rollout controls(ObjIntConsumer<SimulatedHost> with) {
        controlChange = with;
        return this;
    }

    Rollout excusing(String fingerprint) {
        excused = Set.of(fingerprint);
        return this;
    }

    /** Scrapes that come from no host. */
    Rollout losing(IntPredicate scrape) {
        lost = scrape;
        return this;
    }

    /** The first patched host answers no scrape after this one. */
    Rollout firstSilentAfter(int scrape) {
        firstSilentAfter = scrape;
        return this;
    }

    Rollout scrapedFor(int count) {
        scrapes = count;
        return this;
    }

    /** A report with the patched function in its stack. */
    KernelEvent ours(EventKind kind) {
        return report(kind, List.of(new Frame("vfs_read", null), new Frame(function, module.value())), "ours");
    }

    /** A report that has nothing of the patch. */
    static KernelEvent others(EventKind kind, String fingerprint) {
        return report(kind, List.of(new Frame("ext4_write", null)), fingerprint);
    }

    private static KernelEvent report(EventKind kind, List<Frame> frames, String fingerprint) {
        return new KernelEvent(
                Seconds.instant(SimulatedHost.at(PATCHED_AT + 10)),
                kind,
                kind + " somewhere",
                null,
                frames,
                List.of(),
                "",
                fingerprint,
                "text");
    }

    Patch patch() {
        return new Patch(prefix + "CVE", Patch.Kind.LIVE, Set.of(module), List.of(function));
    }

    Cohort cohort() {
        List<HostRecord> members = new ArrayList<>();
        List<HostRecord> others = new ArrayList<>();
        for (int i = 0; i < patched; i++) {
            members.add(member(i));
        }
        for (int i = 0; i < controls; i++) {
            SimulatedHost host = host("control", i, 1_000 + i, fleetSlowdown, 1);
            controlChange.accept(host, i);
            others.add(host.record());
        }
        return new Cohort(patch(), members, others, Set.of(), excused, 8 * 86_400.0);
    }

    private HostRecord member(int i) {
        SimulatedHost host = host("patched", i, i, slowdown * fleetSlowdown, work);
        double at = SimulatedHost.at(PATCHED_AT) + 1 + i;
        say(host, at, LivepatchMessage.Step.ENABLING);
        say(host, at + 1, LivepatchMessage.Step.PATCHING_COMPLETE);
        change.accept(host, i);
        return host.record();
    }

    private void say(SimulatedHost host, double at, LivepatchMessage.Step step) {
        host.said(new LivepatchMessage(Seconds.instant(at), module, step, step.name()));
    }

    private SimulatedHost host(String kind, int i, long seed, double latency, double requests) {
        SplittableRandom random = new SplittableRandom(seed);
        double usual = 0.01 * (1 + random.nextDouble());
        double[] slow = IntStream.range(0, scrapes)
                .mapToDouble(at -> usual * Math.exp(0.1 * random.nextGaussian()) * (at > PATCHED_AT ? latency : 1))
                .toArray();
        double[] busy = random.doubles(scrapes, 0.3, 0.5).toArray();
        double[] asked = random.doubles(scrapes, 900, 1_100).toArray();
        return new SimulatedHost(prefix + kind + i, scrapes)
                .losing(at -> lost.test(at) || (kind.equals("patched") && i == 0 && at > firstSilentAfter))
                .with(ERRORS, at -> 0)
                .with(LATENCY, at -> slow[at])
                .with(CPU, at -> busy[at])
                .with(REQUESTS, at -> asked[at] * (at > PATCHED_AT ? requests : 1));
    }
}
