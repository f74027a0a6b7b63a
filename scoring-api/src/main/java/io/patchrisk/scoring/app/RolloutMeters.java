// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.rollout.RolloutTally;
import io.patchrisk.scoring.rollout.RolloutTally.Arm;
import io.patchrisk.scoring.rollout.RolloutTally.EventClass;
import io.patchrisk.scoring.rollout.RolloutTally.Novelty;
import io.patchrisk.scoring.rollout.Standing;
import io.patchrisk.scoring.telemetry.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How rollouts stand, in Prometheus' terms. Series grow with rollouts and waves, never with hosts, and go when a rollout is
 * done.
 */
final class RolloutMeters {

    /** Past so many waves the newest rollouts are published. */
    static final int MOST_WAVES = 500;

    private static final List<Metric> GAUGES = List.of(
            Metric.MODEL_DRIFT,
            Metric.ROLLOUT_INFO,
            Metric.ROLLOUT_STATE,
            Metric.WAVE_TIME,
            Metric.HOSTS,
            Metric.OBSERVED,
            Metric.RISK,
            Metric.RISK_BOUND,
            Metric.DECISION,
            Metric.EVALUATED,
            Metric.EVIDENCE,
            Metric.EFFECT,
            Metric.WORSENED,
            Metric.FINGERPRINTS);

    private final MeterRegistry registry;
    private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);
    private final Map<RolloutId, Counted> counted = new HashMap<>();
    private final Counter dropped;

    /** The counters of one rollout. */
    private record Counted(List<Meter> meters, AtomicLong complete, AtomicLong incomplete) {}

    /** One round: rows by metric. */
    private static final class Rows {

        private final Map<Metric, List<Row<?>>> rows = new EnumMap<>(Metric.class);

        void add(Metric metric, Tags tags, double value) {
            rows.computeIfAbsent(metric, key -> new ArrayList<>()).add(Row.of(tags, value));
        }

        List<Row<?>> of(Metric metric) {
            return rows.getOrDefault(metric, List.of());
        }
    }

    RolloutMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Metric metric : GAUGES) {
            gauges.put(
                    metric,
                    MultiGauge.builder(metric.meter())
                            .description(metric.help())
                            .register(registry));
        }
        this.dropped = Counter.builder(Metric.SERIES_DROPPED.meter())
                .description(Metric.SERIES_DROPPED.help())
                .tag("metric", "decision")
                .register(registry);
    }

    /** Shows how rollouts stand, the oldest first; those that are done lose their series. */
    void show(List<Standing> standings) {
        Rows rows = new Rows();
        Set<RolloutId> shown = new HashSet<>();
        int waves = 0;
        for (int i = standings.size() - 1; i >= 0; i--) {
            Standing standing = standings.get(i);
            RolloutView view = standing.view();
            if (view.summary().state() == RolloutSummary.State.DONE) {
                continue;
            }
            waves += Math.max(1, view.waveStates().size());
            if (waves > MOST_WAVES && !shown.isEmpty()) {
                dropped.increment(
                        Decision.values().length * (double) view.waveStates().size());
                continue;
            }
            shown.add(view.summary().id());
            rollout(standing, rows);
            view.waveStates().forEach(wave -> wave(view, wave, rows));
            standing.found().forEach(found -> found(view, found, rows));
            count(standing);
        }
        gauges.forEach((metric, gauge) -> gauge.register(rows.of(metric), true));
        forget(shown);
    }

    private static Tags tags(RolloutView view) {
        return Tags.of("rollout", view.summary().id().value());
    }

    private static void rollout(Standing standing, Rows rows) {
        RolloutSummary summary = standing.view().summary();
        Tags tags = tags(standing.view());
        rows.add(
                Metric.ROLLOUT_INFO,
                tags.and("patch", summary.patch())
                        .and("mode", Word.of(summary.mode()))
                        .and("origin", Word.of(summary.origin())),
                1);
        for (RolloutSummary.State state : RolloutSummary.State.values()) {
            rows.add(Metric.ROLLOUT_STATE, tags.and("state", Word.of(state)), state == summary.state() ? 1 : 0);
        }
        for (Novelty novelty : Novelty.values()) {
            rows.add(Metric.FINGERPRINTS, tags.and("novelty", Word.of(novelty)), (double)
                    standing.tally().fingerprints(novelty));
        }
    }

    private static void wave(RolloutView view, RolloutView.Wave wave, Rows rows) {
        Tags tags = tags(view).and("wave", wave.name().value());
        if (wave.risk() != null) {
            rows.add(Metric.RISK, tags, wave.risk());
        }
        for (Decision decision : Decision.values()) {
            rows.add(Metric.DECISION, tags.and("decision", decision.word()), decision == wave.decision() ? 1 : 0);
        }
        rows.add(Metric.EVALUATED, tags, seconds(view.assessment().decidedAt()));
        for (PatchState state : PatchState.values()) {
            rows.add(
                    Metric.HOSTS,
                    tags.and("state", Word.of(state)),
                    wave.counts().getOrDefault(state, 0));
        }
        for (Observation seen : Observation.values()) {
            rows.add(
                    Metric.OBSERVED,
                    tags.and("observation", Word.of(seen)),
                    wave.observed().getOrDefault(seen, 0));
        }
        instant(rows, tags.and("stage", "start"), wave.startedAt());
        instant(rows, tags.and("stage", "end"), wave.endedAt());
    }

    private static void instant(Rows rows, Tags tags, @Nullable Instant at) {
        if (at != null) {
            rows.add(Metric.WAVE_TIME, tags, seconds(at));
        }
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1e3;
    }

    private static void found(RolloutView view, Standing.Found found, Rows rows) {
        Tags tags = tags(view).and("wave", found.wave().value());
        Interval range = found.range();
        if (range != null) {
            rows.add(Metric.RISK_BOUND, tags.and("bound", "lower"), range.low());
            rows.add(Metric.RISK_BOUND, tags.and("bound", "upper"), range.high());
        }
        rows.add(Metric.EVIDENCE, tags.and("arm", Word.of(Arm.PATCHED)), found.patched());
        rows.add(Metric.EVIDENCE, tags.and("arm", Word.of(Arm.CONTROL)), found.control());
        if (found.drift() != null) {
            rows.add(Metric.MODEL_DRIFT, tags, found.drift());
        }
        for (Standing.Effect effect : found.effects()) {
            Tags signal = tags.and("signal", effect.signal());
            rows.add(Metric.EFFECT, signal, effect.size());
            rows.add(Metric.WORSENED, signal, effect.size() > 0 ? 1 : 0);
        }
    }

    /** Counters exist at 0 from the opening on, for one that is born at 1 is invisible to {@code increase()}. */
    private void count(Standing standing) {
        Counted counters =
                counted.computeIfAbsent(standing.view().summary().id(), id -> counters(id, standing.tally()));
        // What was left behind by old crashes is forgotten in time; a counter does not fall.
        counters.complete().accumulateAndGet(standing.crashes().complete(), Math::max);
        counters.incomplete().accumulateAndGet(standing.crashes().incomplete(), Math::max);
    }

    private Counted counters(RolloutId id, RolloutTally tally) {
        Tags tags = Tags.of("rollout", id.value());
        List<Meter> meters = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            for (EventClass of : EventClass.values()) {
                for (Novelty novelty : Novelty.values()) {
                    meters.add(events(tally, tags, arm, of, novelty, false));
                    if (arm == Arm.PATCHED) {
                        meters.add(events(tally, tags, arm, of, novelty, true));
                    }
                }
            }
        }
        AtomicLong complete = crashes(meters, tags.and("dump", "complete"));
        AtomicLong incomplete = crashes(meters, tags.and("dump", "incomplete"));
        return new Counted(meters, complete, incomplete);
    }

    private Meter events(
            RolloutTally tally, Tags rollout, Arm arm, EventClass of, Novelty novelty, boolean attributed) {
        return FunctionCounter.builder(
                        Metric.ROLLOUT_EVENTS.meter(), tally, all -> all.reports(arm, of, novelty, attributed))
                .description(Metric.ROLLOUT_EVENTS.help())
                .tags(rollout.and("arm", Word.of(arm), "class", Word.of(of), "novelty", Word.of(novelty))
                        .and("attributed", Boolean.toString(attributed)))
                .register(registry);
    }

    private AtomicLong crashes(List<Meter> meters, Tags tags) {
        AtomicLong count = new AtomicLong();
        meters.add(FunctionCounter.builder(Metric.CRASHES.meter(), count, AtomicLong::get)
                .description(Metric.CRASHES.help())
                .tags(tags)
                .register(registry));
        return count;
    }

    private void forget(Set<RolloutId> shown) {
        counted.entrySet().removeIf(entry -> {
            boolean gone = !shown.contains(entry.getKey());
            if (gone) {
                entry.getValue().meters().forEach(registry::remove);
            }
            return gone;
        });
    }
}
