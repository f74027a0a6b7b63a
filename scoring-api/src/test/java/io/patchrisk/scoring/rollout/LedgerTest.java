// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Facts on their way through the store into the fleet. */
class LedgerTest {

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    /** Everything that answers are made of, as text. */
    private static String everything(Fleet fleet) {
        StringBuilder all = new StringBuilder();
        fleet.patches().forEach(all::append);
        fleet.rollouts()
                .forEach(rollout -> all.append(rollout.declaration())
                        .append(rollout.openedAt())
                        .append(rollout.claimed())
                        .append(rollout.changes())
                        .append(rollout.standing()));
        Patch patch = new Patch("any", Patch.Kind.LIVE, Set.of(), List.of());
        fleet.hosts().forEach(host -> {
            var record = fleet.record(host, patch, null);
            all.append(record.host())
                    .append(record.log())
                    .append(record.sightings())
                    .append(record.scrapes());
            record.signals()
                    .forEach((signal, series) -> all.append(signal.name()).append(Arrays.toString(series.values())));
        });
        return all.toString();
    }

    private void eventful() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), Scene.MODULE);
        scene.run(2);
        scene.warn(scene.host(1), "lp_send", Scene.MODULE);
        scene.act(Action.PAUSE, null, null);
        scene.run(3);
    }

    @Test
    void aRestartFindsTheSameFleet() {
        eventful();
        String before = everything(scene.fleet);

        scene.restart();

        assertThat(everything(scene.fleet)).isEqualTo(before);
        assertThat(before).contains("WARNING in lp_send").contains("PAUSE");
    }

    @Test
    void twoServicesOnOneStoreSeeTheSame() {
        Fleet other =
                new Fleet(scene.fleet.signals(), List.of(), Scene.STEP, Duration.ofDays(1), Duration.ofMinutes(10));
        Ledger second = new Ledger(scene.store, other, scene.vertx.getOrCreateContext());
        eventful();

        await(second.catchUp());
        other.settleLogs(scene.now().plusSeconds(9));
        scene.fleet.settleLogs(scene.now().plusSeconds(9));

        assertThat(everything(other)).isEqualTo(everything(scene.fleet));
    }

    @Test
    void knowsAFactWhenItsAppendIsAcknowledged() {
        List<Future<Integer>> answers = IntStream.range(0, 50)
                .mapToObj(i -> scene.intake
                        .accept(scene.host(1), List.of(LogLine.bare(scene.now(), "line " + i)))
                        .compose(done ->
                                scene.ledger.ask(fleet -> scene.store.all().size())))
                .toList();

        answers.forEach(answer -> assertThat(await(answer)).isPositive());
        assertThat(scene.store.all()).hasSize(50);
        assertThat(scene.fleet.find(scene.host(1)).logProven()).isEqualTo(scene.now());
    }

    @Test
    void leavesAFactOutThatItCannotReadAndCountsIt() {
        scene.declare();
        await(scene.store.append(List.of(
                new NewFact("x1", "reading", "web-01", scene.now(), "{}"),
                new NewFact("x2", "horoscope", "web-01", scene.now(), "{}"),
                new NewFact("x3", "decision", "r1", scene.now(), "[1]"),
                new NewFact(
                        "x4",
                        "patched",
                        "r7",
                        scene.now(),
                        "{\"rollout\":\"r7\",\"host\":\"web-01\",\"at\":\"2026-05-01T00:00:00Z\"}"))));
        scene.scrape();

        await(scene.ledger.catchUp());

        assertThat(scene.ledger.unreadable()).isEqualTo(4);
        assertThat(scene.fleet.find(scene.host(20)).lastReading()).isEqualTo(scene.now());
    }
}
