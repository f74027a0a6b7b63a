// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.patchrisk.collector.scrape.Miss;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.rollout.EventTally;
import io.patchrisk.scoring.rollout.Intake;
import io.patchrisk.scoring.store.FactStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the service says of itself and of its rollouts in Prometheus' terms; {@code grafana/METRICS.md} is the promise. */
final class ServiceMeters {

    /** Series of rollouts grow with rollouts and waves, never with hosts; past this many the newest are shown. */
    private static final int MOST_WAVES = 500;

    private final MeterRegistry registry;
    private final FactStore store;
    private final AtomicLong storeBytes = new AtomicLong();
    private final MultiGauge risk;
    private final MultiGauge decision;
    private final MultiGauge evaluated;
    private final MultiGauge hosts;

    ServiceMeters(
            MeterRegistry registry,
            Sources sources,
            Intake intake,
            EventTally events,
            FactStore store,
            @Nullable RiskModel model) {
        this.registry = registry;
        this.store = store;
        this.risk = gauges("patchrisk.risk.score.ratio", "Probability, 0 to 1, that going on harms the fleet.");
        this.decision = gauges("patchrisk.decision", "What the gate answers. Exactly one of the four is 1.");
        this.evaluated = gauges(
                "patchrisk.decision.evaluated.timestamp.seconds",
                "When the decision was last worked out, in Unix seconds.");
        this.hosts = gauges("patchrisk.rollout.hosts", "Hosts of a wave by patch state.");
        Gauge.builder("patchrisk.store.bytes", storeBytes, AtomicLong::get)
                .description("Size of the store on disk.")
                .register(registry);
        if (model != null) {
            Gauge.builder("patchrisk.model.info", () -> 1)
                    .description("The model in use.")
                    .tags("model", model.card().id(), "sha256", model.card().sha256())
                    .register(registry);
        }
        ingest(sources, intake);
        for (EventKind kind : EventKind.values()) {
            for (boolean attributed : new boolean[] {true, false}) {
                FunctionCounter.builder("patchrisk.kernel.events", events, tally -> tally.of(kind, attributed))
                        .description("Kernel reports on patched hosts, and whether the stack ties them to the patch.")
                        .tags("kind", kind.name().toLowerCase(Locale.ROOT), "attributed", Boolean.toString(attributed))
                        .register(registry);
            }
        }
    }

    private MultiGauge gauges(String name, String help) {
        return MultiGauge.builder(name).description(help).register(registry);
    }

    private void ingest(Sources sources, Intake intake) {
        counter(
                "patchrisk.ingest.received",
                "Facts that arrived.",
                sources,
                all -> all.scrapes().asked(),
                "node_exporter");
        counter(
                "patchrisk.ingest.stored",
                "Facts that were stored.",
                sources,
                all -> all.scrapes().taken(),
                "node_exporter");
        for (Miss miss : Miss.values()) {
            boolean ours = miss == Miss.BUSY || miss == Miss.NOT_TAKEN;
            FunctionCounter.builder(
                            ours ? "patchrisk.ingest.dropped" : "patchrisk.ingest.rejected",
                            sources,
                            all -> all.scrapes().missed().getOrDefault(miss, 0L))
                    .description(ours ? "Facts lost because of us." : "Facts refused because of what they were.")
                    .tags("source", "node_exporter", "reason", miss.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        counter(
                "patchrisk.ingest.received",
                "Facts that arrived.",
                sources,
                all -> all.datagrams().datagrams().received(),
                "netconsole");
        counter(
                "patchrisk.ingest.stored",
                "Facts that were stored.",
                sources,
                all -> all.datagrams().datagrams().delivered(),
                "netconsole");
        for (String reason : List.of("unlisted", "malformed", "empty", "binary")) {
            FunctionCounter.builder(
                            "patchrisk.ingest.rejected",
                            sources,
                            all -> all.datagrams().datagrams().rejected().getOrDefault(reason, 0L))
                    .description("Facts refused because of what they were.")
                    .tags("source", "netconsole", "reason", reason)
                    .register(registry);
        }
        FunctionCounter.builder(
                        "patchrisk.ingest.dropped",
                        sources,
                        all -> all.datagrams().datagrams().dropped().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .description("Facts lost because of us.")
                .tags("source", "netconsole", "reason", "queue_full")
                .register(registry);
        sourceUp("node_exporter", () -> sources.scrapes().taken() > 0, () -> intake.lastReading());
        sourceUp("netconsole", () -> sources.datagrams().sources() > 0, () -> intake.lastLog());
        sourceUp("prometheus", () -> sources.prometheusReadTo() != null, () -> sources.prometheusReadTo());
    }

    private interface Seen {
        @Nullable
        Instant last();
    }

    private void sourceUp(String source, BooleanSupplier up, Seen seen) {
        Gauge.builder("patchrisk.source.up", () -> up.getAsBoolean() ? 1 : 0)
                .description("Whether the last contact with a source of facts worked.")
                .tags("source", source)
                .register(registry);
        Gauge.builder("patchrisk.source.last.success.timestamp.seconds", () -> {
                    Instant last = seen.last();
                    return last == null ? 0 : last.toEpochMilli() / 1e3;
                })
                .description("When a source last gave facts, in Unix seconds; 0 if it never did.")
                .tags("source", source)
                .register(registry);
    }

    private void counter(String name, String help, Sources sources, ToDoubleFunction<Sources> count, String source) {
        FunctionCounter.builder(name, sources, count)
                .description(help)
                .tags("source", source)
                .register(registry);
    }

    /** Shows how rollouts stand; those that are gone lose their series. */
    void rollouts(List<RolloutView> views) {
        List<Row<?>> risks = new ArrayList<>();
        List<Row<?>> decisions = new ArrayList<>();
        List<Row<?>> times = new ArrayList<>();
        List<Row<?>> states = new ArrayList<>();
        int waves = 0;
        for (RolloutView view : views) {
            for (RolloutView.Wave wave : view.waveStates()) {
                if (++waves > MOST_WAVES) {
                    break;
                }
                Tags tags = Tags.of(
                        "rollout",
                        view.summary().id().value(),
                        "wave",
                        wave.name().value());
                Double probability = wave.risk();
                if (probability != null) {
                    risks.add(Row.of(tags, probability));
                }
                for (Decision each : Decision.values()) {
                    decisions.add(Row.of(
                            tags.and("decision", each.name().toLowerCase(Locale.ROOT)),
                            each == wave.decision() ? 1 : 0));
                }
                times.add(Row.of(tags, view.assessment().decidedAt().toEpochMilli() / 1e3));
                for (PatchState state : PatchState.values()) {
                    long count = wave.hosts().stream()
                            .filter(member -> member.patchState() == state)
                            .count();
                    states.add(Row.of(tags.and("state", state.name().toLowerCase(Locale.ROOT)), count));
                }
            }
        }
        risk.register(risks, true);
        decision.register(decisions, true);
        evaluated.register(times, true);
        hosts.register(states, true);
        store.state().onSuccess(state -> storeBytes.set(state.fileBytes()));
    }

    void close() {
        registry.close();
    }
}
