// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.change.LabelledChange.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTrainerTest {

    private static List<LabelledChange> labelled(boolean truthful) {
        List<LabelledChange> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean broke = i % 2 == 0;
            Change change = new Fleet(i).change(3, 6, sample -> broke ? 2 : 0);
            boolean said = truthful ? broke : i % 4 < 2;
            changes.add(new LabelledChange(
                    "set", "group " + i % 10, "case " + i, said, ChangeEvidence.of(change), Role.FULL));
        }
        return changes;
    }

    @Test
    void learnsWhatEvidenceIsWorth() {
        ChangeTrainer.Trained trained = new ChangeTrainer(labelled(true)).train();

        assertThat(trained.measured()).singleElement().satisfies(measure -> {
            assertThat(measure.area().value()).isGreaterThan(0.98);
            assertThat(measure.broken()).isEqualTo(30);
        });
        assertThat(trained.model().probability(ChangeEvidence.of(new Fleet(99).change(3, 6, i -> 3))))
                .isGreaterThan(0.9);
        assertThat(trained.model().probability(ChangeEvidence.of(new Fleet(98).change(3, 6, i -> 0))))
                .isLessThan(0.2);
    }

    @Test
    void labelsThatNothingTellsAreNotLearnt() {
        ChangeMeasure measure =
                new ChangeTrainer(labelled(false)).train().measured().get(0);

        // A leak from test to training would show as an area far above one half.
        assertThat(measure.area().value()).isBetween(0.2, 0.75);
    }

    @Test
    void sameChangesGiveTheSameModel() {
        assertThat(new ChangeTrainer(labelled(true)).train().model().text())
                .isEqualTo(new ChangeTrainer(labelled(true)).train().model().text());
    }

    @Test
    void refusesToLearnFromOneKind() {
        List<LabelledChange> sound =
                labelled(true).stream().filter(change -> !change.broke()).toList();

        assertThatThrownBy(() -> new ChangeTrainer(sound).train())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 of 30 broke something");
    }
}
