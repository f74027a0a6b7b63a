// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.scoring.fleet.FleetFact.RolloutWatched;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long patched hosts were watched: hours of looks that covered them, and nothing else. */
class WatchesTest {

    /** The most that may lie between two looks. */
    private static final Duration APART = Scene.STEP.multipliedBy(4);

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void patched() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(1);
    }

    private void watch(int minutes) {
        for (int i = 0; i < minutes; i++) {
            scene.wait(APART);
            scene.scrape();
            scene.look();
        }
    }

    private long seconds() {
        RolloutWatched watched = scene.fleet.rollout(ROLLOUT).aftermath().watched();
        return watched == null ? 0 : watched.seconds();
    }

    @Test
    void countsFullHours() {
        patched();
        watch(59);
        assertThat(seconds()).isZero();
        watch(2);
        assertThat(seconds()).isEqualTo(3_600);
        watch(60);
        assertThat(seconds()).isEqualTo(7_200);
    }

    @Test
    void timeInWhichNobodyLookedIsNoWatch() {
        patched();
        watch(40);
        scene.wait(Duration.ofHours(9));
        scene.scrape();
        scene.look();
        watch(15);

        assertThat(seconds()).isZero();
        watch(6);
        assertThat(seconds()).isEqualTo(3_600);
    }

    @Test
    void timeInWhichAPatchedHostWasSilentIsNoWatch() {
        patched();
        watch(30);
        scene.silent.add(scene.host(2));
        watch(60);
        assertThat(seconds()).isZero();
        scene.silent.clear();
        watch(28);
        assertThat(seconds()).isZero();
        watch(5);
        assertThat(seconds()).isEqualTo(3_600);
    }

    @Test
    void aFurtherHostBeginsTheWatchAnew() {
        patched();
        watch(61);
        assertThat(seconds()).isEqualTo(3_600);
        scene.load(scene.hosts(5, 5), MODULE);
        watch(59);
        assertThat(seconds()).isEqualTo(3_600);
        watch(3);

        RolloutWatched watched = scene.fleet.rollout(ROLLOUT).aftermath().watched();
        assertThat(watched.seconds()).isEqualTo(3_600);
        assertThat(watched.since()).isAfter(scene.now().minus(Duration.ofMinutes(64)));
    }

    @Test
    void aPatchThatWasTakenOffIsNotWatched() {
        patched();
        watch(30);
        scene.unload(scene.host(1), MODULE);
        watch(40);

        assertThat(seconds()).isZero();
    }

    @Test
    void aRestartGoesOnFromTheLastFullHour() {
        patched();
        watch(90);
        assertThat(seconds()).isEqualTo(3_600);
        scene.restart();
        watch(59);
        assertThat(seconds()).isEqualTo(3_600);
        watch(3);
        assertThat(seconds()).isEqualTo(7_200);
    }
}
