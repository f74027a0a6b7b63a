// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.fact.Role;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpendingTest {

    private final Arms all = new Fleet(20, 5).arms(6, 6, (host, i) -> {});
    private final Arms few = new Arms(all.patched().subList(0, 3), all.controls());

    @Test
    void mayNeverSpendMoreThanEverything() {
        Spending spending = Spending.nothing();
        for (int stage = 0; stage < 50; stage++) {
            spending = spending.on(stage % 2 == 0 ? few : all, 1);
            assertThat(spending.upTo(Looks.last())).isEqualTo(1, within(1e-12));
            spending = spending.after(60, Map.of());
        }
    }

    @Test
    void beginsANewStageWhenASecondWaveJoins() {
        Spending first = Spending.nothing().on(few, 60).after(60, Map.of());

        Spending second = first.on(all, 5);

        assertThat(second.upTo(0)).isEqualTo(Looks.spent(60));
        assertThat(second.upTo(5)).isGreaterThan(Looks.spent(60));
    }

    @Test
    void goesOnInTheSameStageWhileHostsTrickleIn() {
        Spending first = Spending.nothing().on(few, 10).after(10, Map.of());

        assertThat(first.on(all, 9).upTo(11)).isEqualTo(Looks.spent(11));
    }

    @Test
    void takesAllThatCouldBeSpentForSpentWhenControlsChange() {
        Spending first = Spending.nothing().on(all, 10).after(10, Map.of(Role.SYMPTOM, Spent.upTo(0)));

        Spending others = first.on(new Arms(all.patched(), all.controls().subList(0, 5)), 11);

        assertThat(others.of(Role.SYMPTOM)).isEqualTo(Spent.upTo(Looks.spent(10)));
        assertThat(first.on(all, 11).of(Role.SYMPTOM)).isEqualTo(Spent.upTo(0));
    }

    /** The first control takes the patch: the same hosts in the same order, but other ways to call them patched. */
    @Test
    void takesAllThatCouldBeSpentForSpentWhenAHostChangesSides() {
        Spending first = Spending.nothing().on(few, 10).after(10, Map.of(Role.SYMPTOM, Spent.upTo(0)));
        Arms changed = new Arms(
                Stream.concat(few.patched().stream(), few.controls().stream().limit(1))
                        .toList(),
                few.controls().subList(1, 6));

        assertThat(first.on(changed, 11).of(Role.SYMPTOM)).isEqualTo(Spent.upTo(Looks.spent(10)));
    }

    @Test
    void takesAllThatCouldBeSpentForSpentWhenAHostChangesStratum() {
        Spending first = Spending.nothing().on(all, 10).after(10, Map.of(Role.SYMPTOM, Spent.upTo(0)));
        Arms moved = new Fleet(20, 5).arms(6, 6, (host, i) -> host.inStratum(i % 6 == 0 ? "other" : "6.1.0 / vm"));

        assertThat(first.on(moved, 11).of(Role.SYMPTOM)).isEqualTo(Spent.upTo(Looks.spent(10)));
    }
}
