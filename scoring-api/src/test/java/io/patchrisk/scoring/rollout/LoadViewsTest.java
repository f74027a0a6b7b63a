// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.livepatch.LoadState;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.LivepatchReport.LoadedPatch;
import io.patchrisk.scoring.desk.LoadView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadViewsTest {

    private final Scene scene = new Scene();
    private final HostId host = scene.host(1);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void showsATransitionThatStallsWithItsAge() {
        scene.warmUp();
        scene.say(host, "livepatch: enabling patch 'lp_one'", "livepatch: 'lp_one': starting patching transition");
        scene.wait(Duration.ofSeconds(61));
        scene.say(host, "livepatch: signaling remaining tasks");

        LoadView load = loads().get(0);
        assertThat(load.module()).isEqualTo("lp_one");
        assertThat(load.state()).isEqualTo(LoadState.PATCHING);
        assertThat(load.stalled()).isTrue();
        assertThat(load.signaled()).isTrue();
        assertThat(load.transitionS()).isGreaterThan(60);
        assertThat(load.settledAt()).isNull();
    }

    @Test
    void showsWhyAKernelRefusedAPatch() {
        scene.warmUp();
        scene.say(host, "lp_one: version magic '6.1.0 SMP' should be '6.1.1 SMP'");

        assertThat(loads()).singleElement().satisfies(load -> {
            assertThat(load.state()).isEqualTo(LoadState.REFUSED);
            assertThat(load.refusal()).isEqualTo(Refusal.WRONG_KERNEL);
            assertThat(load.message()).contains("version magic");
        });
    }

    @Test
    void showsThatACumulativePatchTookThePlaceOfAnother() {
        scene.warmUp();
        scene.load(List.of(host), "lp_one");
        scene.wait(Duration.ofSeconds(9));
        scene.load(List.of(host), "lp_two");
        scene.wait(Duration.ofSeconds(9));
        see("lp_two", true, false);

        assertThat(loads()).extracting(LoadView::module).containsExactly("lp_two", "lp_one");
        assertThat(loads()).extracting(LoadView::state).containsExactly(LoadState.PATCHED, LoadState.REPLACED);
    }

    @Test
    void showsAPatchOfWhichTheLogNeverSpoke() {
        scene.warmUp();
        see("lp_old", true, false);

        assertThat(loads()).singleElement().satisfies(load -> {
            assertThat(load.source()).isEqualTo(LoadView.Source.STATE);
            assertThat(load.state()).isEqualTo(LoadState.PATCHED);
            assertThat(load.since()).isEqualTo(scene.now());
        });
        scene.wait(Duration.ofSeconds(1));
        see("lp_old", true, true);
        assertThat(loads()).extracting(LoadView::state).containsExactly(LoadState.PATCHING);
    }

    private void see(String module, boolean enabled, boolean transition) {
        await(scene.desk.livepatch(
                host,
                new LivepatchReport(scene.now(), List.of(new LoadedPatch(module, enabled, transition, List.of()))),
                null));
    }

    private List<LoadView> loads() {
        return await(scene.desk.host(host)).livePatches();
    }
}
