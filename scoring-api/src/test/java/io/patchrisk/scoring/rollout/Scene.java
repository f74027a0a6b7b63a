// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.store.FactStoreContract.await;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.replay.ModelSource;
import io.patchrisk.scoring.store.MemoryStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A service without sockets: sixteen hosts whose metrics are noise, a clock that tests turn, a store in memory. */
final class Scene implements AutoCloseable {

    static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    static final Duration STEP = Duration.ofSeconds(15);
    static final RolloutId ROLLOUT = new RolloutId("r1");
    static final WaveName CANARY = new WaveName("canary");
    static final WaveName REST = new WaveName("rest");
    static final String MODULE = "lp_one";

    /** Alpha as shipped; 60 s of soak and 5 min of before keep scenes short. */
    static final Policy POLICY =
            new Policy(0.01, 0.01, 0.05, 0.02, 90, 300, 60, 5, 0.95, 3, 0.2, 86_400, true, 120, true);

    private static final Map<String, Signal> SIGNALS = Map.of(
            "latency",
            new Signal("latency", "s", Direction.UP, Role.SYMPTOM, Shape.SKEWED, 1e-4, ""),
            "errors",
            new Signal("errors", "1/s", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.01, ""),
            "cpu",
            new Signal("cpu", "ratio", Direction.UP, Role.RESOURCE, Shape.LEVEL, 0.01, ""),
            "requests",
            new Signal("requests", "1/s", Direction.BOTH, Role.WORK, Shape.LEVEL, 1, ""));

    final List<HostId> hosts = IntStream.rangeClosed(1, 20)
            .mapToObj(i -> new HostId("web-%02d".formatted(i)))
            .toList();
    final Vertx vertx = Vertx.vertx();
    final MemoryStore store = new MemoryStore(this::now);
    final Map<HostId, Double> slower = new HashMap<>();
    final Set<HostId> silent = new HashSet<>();
    final Set<HostId> rebooting = new HashSet<>();
    final Map<String, Double> more = new HashMap<>();
    private final Random noise = new Random(7);
    private final List<HostEntry> entries;
    private volatile Instant now = START;

    /** How candidates are trained; not at all unless a test says so before a restart. */
    CandidateTraining training;

    Fleet fleet;
    Ledger ledger;
    Intake intake;
    Follower follower;
    ServiceDesk desk;

    Scene(HostEntry... entries) {
        this.entries = List.of(entries);
        restart();
    }

    /** A new process on the same store. */
    void restart() {
        fleet = new Fleet(SIGNALS, entries, STEP, Duration.ofDays(1), Duration.ofMinutes(10));
        ledger = new Ledger(store, fleet, vertx.getOrCreateContext());
        intake = new Intake(ledger, this::now);
        follower = new Follower(vertx, ledger, fleet, POLICY, model(), STEP, this::now);
        desk = new ServiceDesk(
                ledger,
                fleet,
                follower,
                intake,
                new CandidateClerk(vertx, ledger, fleet, training, this::now),
                STEP,
                Duration.ofHours(24),
                5,
                this::now);
        await(ledger.catchUp());
    }

    private static RiskModel model() {
        try {
            return ModelSource.shipped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant now() {
        return now;
    }

    void wait(Duration span) {
        now = now.plus(span);
    }

    List<HostId> hosts(int from, int to) {
        return hosts.subList(from - 1, to);
    }

    HostId host(int number) {
        return hosts.get(number - 1);
    }

    /** Time passes: every host is scraped each step, and everything is looked at. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            wait(STEP);
            scrape();
            look();
        }
    }

    void scrape() {
        for (HostId host : hosts) {
            if (!silent.contains(host)) {
                await(intake.accept(host, reading(host)));
            }
        }
        rebooting.clear();
    }

    private Reading reading(HostId host) {
        Map<String, Double> values = new HashMap<>(more);
        values.put("latency", 0.01 * slower.getOrDefault(host, 1.0) * Math.exp(0.05 * noise.nextGaussian()));
        values.put("errors", 0.0);
        values.put("cpu", 0.3 + 0.01 * noise.nextGaussian());
        values.put("requests", 100 + noise.nextGaussian());
        boolean rebooted = rebooting.contains(host);
        double boot = rebooted ? Seconds.of(now) - 5 : Seconds.of(START) - 1e6;
        return new Reading(now, boot, rebooted, values, List.of(), false, "6.1.0-56-amd64");
    }

    void look() {
        await(follower.look());
    }

    void say(HostId host, String... lines) {
        List<LogLine> said = new ArrayList<>();
        for (String line : lines) {
            said.add(LogLine.bare(now, line));
        }
        await(intake.accept(host, said));
    }

    /** All that is needed before a first host: metrics and a line of every kernel log. */
    void warmUp() {
        hosts.forEach(host -> say(host, "patchrisk: are you there?"));
        run(21);
    }

    void load(List<HostId> which, String module) {
        which.forEach(host -> say(
                host,
                "livepatch: enabling patch '" + module + "'",
                "livepatch: '" + module + "': starting patching transition",
                "livepatch: '" + module + "': patching complete"));
    }

    void unload(HostId host, String module) {
        say(
                host,
                "livepatch: '" + module + "': starting unpatching transition",
                "livepatch: '" + module + "': unpatching complete");
    }

    void warn(HostId host, String function, String module) {
        String where = function + "+0x10/0x20" + (module.isEmpty() ? "" : " [" + module + "]");
        say(
                host,
                "------------[ cut here ]------------",
                "WARNING: CPU: 0 PID: 77 at net/core/dev.c:100 " + where,
                "Modules linked in: " + module,
                "CPU: 0 PID: 77 Comm: curl Tainted: G           OEK    6.1.0-56-amd64 #1",
                "RIP: 0010:" + where,
                "Call Trace:",
                " <TASK>",
                " " + where,
                " tcp_sendmsg+0x2b/0x40",
                " </TASK>",
                "---[ end trace 0000000000000000 ]---");
    }

    /** Declares the patch and a rollout: a canary wave of four, then four more. */
    void declare() {
        declare(Patch.Kind.LIVE);
    }

    void declare(Patch.Kind kind) {
        await(desk.declarePatch(patch("CVE-1", kind, List.of(MODULE))));
        await(desk.openRollout(plan(ROLLOUT, "CVE-1")));
    }

    static PatchDeclaration patch(String id, Patch.Kind kind, List<String> modules) {
        return new PatchDeclaration(id, kind, null, null, modules, List.of(), List.of(), null);
    }

    RolloutDeclaration plan(RolloutId id, String patch) {
        return new RolloutDeclaration(
                id,
                patch,
                Mode.ENFORCING,
                List.of(new WavePlan(CANARY, hosts(1, 4)), new WavePlan(REST, hosts(5, 8))),
                null);
    }

    void act(OperatorAction.Action action, io.patchrisk.model.policy.Decision decision, String fingerprint) {
        Instant expires = decision == null && fingerprint == null ? null : now.plus(Duration.ofHours(1));
        await(desk.act(ROLLOUT, new OperatorAction(action, "ann", "because", expires, decision, fingerprint), null));
    }

    /** What a tool is told now. */
    Assessment gate(WaveName wave) {
        return await(desk.gate(ROLLOUT, wave)).readAt(now);
    }

    List<EventGroup> events() {
        return await(desk.views().events(ROLLOUT, null, Slice.ALL)).items();
    }

    static List<String> codes(Assessment assessment) {
        return assessment.reasons().stream().map(reason -> reason.code()).toList();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
