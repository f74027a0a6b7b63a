// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.Lab;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<TrainingRow> TEST = Lab.rows(99);

    private static RiskModel trained(List<TrainingRow> rows) {
        return new Trainer(1).train(rows, "2026-01-01T00:00:00Z").riskModel();
    }

    private static Comparison compare(RiskModel candidate, List<TrainingRow> test) {
        return Comparison.of(Lab.model(), candidate, test, Comparison.MARGIN, 1);
    }

    @Test
    void takesAnEqualCandidate() {
        Comparison same = compare(Lab.model(), TEST);

        assertThat(same.difference()).isZero();
        assertThat(same.low()).isZero();
        assertThat(same.high()).isZero();
        assertThat(same.notWorse()).isTrue();
        assertThat(same.runs()).isEqualTo(48);
        assertThat(same.harmfulGroups()).isEqualTo(6);
        assertThat(same.benignGroups()).isEqualTo(6);
    }

    @Test
    void takesACandidateThatLearnedFromMoreOfTheSame() {
        List<TrainingRow> more = new ArrayList<>(Lab.rows(7));
        more.addAll(Lab.rows(8));

        assertThat(compare(trained(more), TEST).notWorse()).isTrue();
    }

    @Test
    void refusesACandidateThatLearnedFromFlippedLabels() {
        List<TrainingRow> flipped = Lab.rows(7).stream()
                .map(row -> new TrainingRow(row.run(), row.group(), row.headline(), !row.harmful(), row.features()))
                .toList();

        Comparison comparison = compare(trained(flipped), TEST);

        assertThat(comparison.notWorse()).isFalse();
        assertThat(comparison.low()).isPositive();
        assertThat(comparison.candidate()).isGreaterThan(comparison.inUse());
        assertThat(comparison.difference()).isEqualTo(comparison.candidate() - comparison.inUse(), within(1e-12));
    }

    @Test
    void refusesWhatATestOfAFewGroupsCannotShow() {
        List<TrainingRow> few = TEST.stream()
                .filter(row -> !row.harmful()
                        || row.group().equals("group 1")
                        || row.group().equals("group 3"))
                .toList();

        Comparison comparison = compare(Lab.model(), few);

        assertThat(comparison.harmfulGroups()).isEqualTo(2);
        assertThat(comparison.notWorse()).isFalse();
    }

    @Test
    void countsHeadlineRowsOnly() {
        List<TrainingRow> other = new ArrayList<>(TEST);
        TEST.forEach(row -> other.add(new TrainingRow(row.run(), row.group(), false, !row.harmful(), row.features())));

        assertThat(compare(Lab.model(), other)).isEqualTo(compare(Lab.model(), TEST));
    }

    @Test
    void givesTheSameFiguresForTheSameSeed() {
        RiskModel other = trained(Lab.rows(8));

        assertThat(compare(other, TEST)).isEqualTo(compare(other, TEST));
        Comparison elsewhere = Comparison.of(Lab.model(), other, TEST, Comparison.MARGIN, 2);
        assertThat(elsewhere.difference()).isEqualTo(compare(other, TEST).difference());
        assertThat(elsewhere.high()).isNotEqualTo(compare(other, TEST).high());
    }

    @Test
    void saysThatATestWithoutOneClassIsNone() {
        List<TrainingRow> benign = TEST.stream().filter(row -> !row.harmful()).toList();

        assertThatThrownBy(() -> compare(Lab.model(), benign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 groups of harmful");
    }
}
