// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.outcome.Label;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.rollout.EventTally;
import io.patchrisk.scoring.rollout.Standing;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the service says of itself, of its fleet and of its rollouts in Prometheus' terms. */
final class ServiceMeters {

    /** A round is planned every few seconds; one that takes longer than the last of these is in trouble. */
    private static final Duration[] LOOKS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final FactStore store;
    private final RolloutMeters rollouts;
    private final Timer looks;
    private final AtomicLong storeBytes = new AtomicLong();
    private final Map<Label, AtomicLong> outcomes = new EnumMap<>(Label.class);
    private final Map<Observation, AtomicLong> hosts = new EnumMap<>(Observation.class);
    private final AtomicLong contradicted = new AtomicLong();

    ServiceMeters(MeterRegistry registry, EventTally events, FactStore store, @Nullable RiskModel model) {
        this.registry = registry;
        this.store = store;
        this.rollouts = new RolloutMeters(registry);
        this.looks = Timer.builder(Metric.LOOK.meter())
                .description(Metric.LOOK.help())
                .serviceLevelObjectives(LOOKS)
                .register(registry);
        gauge(Metric.STORE, storeBytes);
        gauge(Metric.CONTRADICTED, contradicted);
        for (Label label : Label.values()) {
            outcomes.put(label, gauge(Metric.OUTCOMES, new AtomicLong(), "label", label.word()));
        }
        for (Observation seen : Observation.values()) {
            hosts.put(seen, gauge(Metric.FLEET, new AtomicLong(), "observation", Word.of(seen)));
        }
        constant(Metric.BUILD, 1, "version", Build.version(), "revision", Build.revision());
        if (model != null) {
            model(model.card());
        }
        for (EventKind kind : EventKind.values()) {
            for (boolean attributed : new boolean[] {true, false}) {
                FunctionCounter.builder(Metric.EVENTS.meter(), events, tally -> tally.of(kind, attributed))
                        .description(Metric.EVENTS.help())
                        .tags("kind", Word.of(kind), "attributed", Boolean.toString(attributed))
                        .register(registry);
            }
        }
    }

    private void model(ModelCard card) {
        constant(Metric.MODEL, 1, "model", card.id(), "sha256", card.sha256());
        constant(Metric.MODEL_TRAINED, Instant.parse(card.trainedAt()).toEpochMilli() / 1e3, "model", card.id());
        constant(Metric.MODEL_CALIBRATION, card.calibrationError(), "model", card.id());
    }

    private AtomicLong gauge(Metric metric, AtomicLong value, String... tags) {
        Gauge.builder(metric.meter(), value, AtomicLong::get)
                .description(metric.help())
                .tags(tags)
                .register(registry);
        return value;
    }

    private void constant(Metric metric, double value, String... tags) {
        Gauge.builder(metric.meter(), () -> value)
                .description(metric.help())
                .tags(tags)
                .register(registry);
    }

    /** A round of looks took so long. */
    void looked(Duration took) {
        looks.record(took);
    }

    /** Shows how rollouts stand. */
    void rollouts(List<Standing> standings) {
        rollouts.show(standings);
        List<RolloutView> views = standings.stream().map(Standing::view).toList();
        outcomes.forEach((label, count) -> count.set(
                views.stream().filter(view -> view.outcome().label() == label).count()));
        contradicted.set(views.stream()
                .filter(view -> view.outcome().contradiction() != null)
                .count());
        store.state().onSuccess(state -> storeBytes.set(state.fileBytes()));
    }

    /** Shows how well the hosts of the fleet are seen. */
    void hosts(Map<Observation, Integer> observed) {
        hosts.forEach((seen, count) -> count.set(observed.getOrDefault(seen, 0)));
    }

    void close() {
        registry.close();
    }
}
