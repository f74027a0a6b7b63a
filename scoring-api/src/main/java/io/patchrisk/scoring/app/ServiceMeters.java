// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.outcome.Label;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.rollout.EventTally;
import io.patchrisk.scoring.store.FactStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Map<Label, AtomicLong> outcomes = new EnumMap<>(Label.class);
    private final AtomicLong contradicted = new AtomicLong();

    ServiceMeters(MeterRegistry registry, EventTally events, FactStore store, @Nullable RiskModel model) {
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
        for (Label label : Label.values()) {
            AtomicLong rollouts = new AtomicLong();
            outcomes.put(label, rollouts);
            Gauge.builder("patchrisk.outcomes", rollouts, AtomicLong::get)
                    .description("Rollouts of which somebody told how they went, by what that amounts to.")
                    .tags("label", label.word())
                    .register(registry);
        }
        Gauge.builder("patchrisk.outcomes.contradicted", contradicted, AtomicLong::get)
                .description("Rollouts of whose outcome different things were told.")
                .register(registry);
        if (model != null) {
            Gauge.builder("patchrisk.model.info", () -> 1)
                    .description("The model in use.")
                    .tags("model", model.card().id(), "sha256", model.card().sha256())
                    .register(registry);
        }
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
        outcomes.forEach((label, count) -> count.set(
                views.stream().filter(view -> view.outcome().label() == label).count()));
        contradicted.set(views.stream()
                .filter(view -> view.outcome().contradiction() != null)
                .count());
        store.state().onSuccess(state -> storeBytes.set(state.fileBytes()));
    }

    void close() {
        registry.close();
    }
}
