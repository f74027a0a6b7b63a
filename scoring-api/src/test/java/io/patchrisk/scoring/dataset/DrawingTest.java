// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final List<Run> LAB = Runs.lab();

    private static List<DrawnCohort> drawn(int perPatch, long seed) {
        return Drawing.of(LAB, perPatch, seed).cohorts();
    }

    private static List<String> described(List<DrawnCohort> cohorts) {
        return cohorts.stream()
                .map(cohort -> cohort.part() + " " + cohort.treatment() + " " + cohort.members())
                .toList();
    }

    @Test
    void theSameSeedDrawsTheSameFromRunsInAnyOrderAndAnotherSeedDoesNot() {
        List<Run> mixed = new ArrayList<>(LAB);
        Collections.shuffle(mixed, new Random(7));

        List<String> first = described(drawn(6, 1));

        assertThat(described(Drawing.of(mixed, 6, 1).cohorts())).isEqualTo(first);
        assertThat(described(drawn(6, 2))).isNotEqualTo(first);
    }

    @Test
    void noRunIsInCohortsOfTwoParts() {
        Map<String, Set<Part>> parts = new HashMap<>();
        for (DrawnCohort cohort : drawn(8, 1)) {
            for (Run run : runs(cohort)) {
                assertThat(run.part()).isEqualTo(cohort.part());
                parts.computeIfAbsent(run.id(), id -> new HashSet<>()).add(cohort.part());
            }
        }

        assertThat(parts).hasSize(LAB.size());
        assertThat(parts.values()).allSatisfy(of -> assertThat(of).hasSize(1));
    }

    @Test
    void allPatchedRunsOfACohortHadTheSameModuleFaultAndDose() {
        for (DrawnCohort cohort : drawn(8, 1)) {
            assertThat(cohort.patched()).isNotEmpty().extracting(Run::treatment).containsOnly(cohort.treatment());
            assertThat(cohort.controls()).allMatch(Run::control);
        }
    }

    @Test
    void theHostsOfACohortHadOneKernelAndWereScrapedAlike() {
        for (DrawnCohort cohort : drawn(8, 1)) {
            assertThat(runs(cohort).stream()
                            .map(run ->
                                    run.setting().kernel() + " " + run.setting().interval()))
                    .as(cohort.members().toString())
                    .containsOnly(cohort.patched().get(0).setting().kernel() + " "
                            + cohort.patched().get(0).setting().interval());
        }
    }

    @Test
    void noHostIsTwiceInACohort() {
        for (DrawnCohort cohort : drawn(8, 1)) {
            assertThat(runs(cohort)).extracting(Run::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void controlsArePlayedOffAgainstControlsAndTheLargerHalfStaysControl() {
        List<DrawnCohort> aa = drawn(8, 1).stream()
                .filter(cohort -> cohort.treatment().label().equals("aa"))
                .toList();

        assertThat(aa).hasSizeGreaterThan(20).extracting(DrawnCohort::part).contains(Part.values());
        assertThat(aa).allSatisfy(cohort -> {
            assertThat(cohort.patched()).hasSizeLessThanOrEqualTo(8);
            assertThat(cohort.patched()).allMatch(Run::control);
        });
        assertThat(aa).anyMatch(cohort -> cohort.patched().size() > 1);
    }

    @Test
    void everyPatchedRunIsDrawnHoweverFewCohortsAreAskedFor() {
        Set<String> patched = drawn(1, 1).stream()
                .flatMap(cohort -> cohort.patched().stream())
                .map(Run::id)
                .collect(Collectors.toSet());

        assertThat(patched)
                .containsAll(
                        LAB.stream().filter(run -> !run.control()).map(Run::id).toList());
    }

    @Test
    void controlsResembleThePatchedHostsAsMuchAsTheMatchingSays() {
        Set<Matching> seen = new HashSet<>();
        for (DrawnCohort cohort : drawn(20, 1)) {
            Setting lead = cohort.patched().get(0).setting();
            seen.add(cohort.matching());
            assertThat(cohort.controls().isEmpty()).isEqualTo(cohort.matching() == Matching.NONE);
            assertThat(cohort.patched())
                    .allSatisfy(run -> assertThat(lead.to(run.setting())).isNotEqualTo(Setting.Distance.OTHER));
            for (Run control : cohort.controls()) {
                Setting setting = control.setting();
                assertThat(setting.kernel()).isEqualTo(lead.kernel());
                switch (cohort.matching()) {
                    case WAVE -> assertThat(setting).isEqualTo(lead);
                    case STRATUM -> assertThat(setting.workload()).isEqualTo(lead.workload());
                    case NONE -> throw new AssertionError("a control");
                }
            }
        }

        assertThat(seen).containsExactlyInAnyOrder(Matching.values());
    }

    @Test
    void prefersHostsOfTheSameWave() {
        List<DrawnCohort> pairs = drawn(20, 1).stream()
                .filter(cohort -> cohort.treatment().equals(Runs.harmful("p1", "1")))
                .filter(cohort -> cohort.patched().size() == 2)
                .toList();

        assertThat(pairs)
                .isNotEmpty()
                .allSatisfy(pair -> assertThat(pair.patched())
                        .extracting(run -> run.setting().wave())
                        .containsOnly(pair.members().wave()));
    }

    @Test
    void drawsNoCohortTwiceAndCountsWhatItDidNotDraw() {
        Setting setting = new Setting("6.1", 5, "w1", "instructions", "requests");
        List<Run> few = List.of(
                Runs.of("a", Part.TRAIN, setting, Runs.harmful("p1", "1")),
                Runs.of("b", Part.TRAIN, setting, Treatment.NONE));

        Drawing.Drawn drawn = Drawing.of(few, 50, 1);

        assertThat(drawn.cohorts())
                .hasSize(2)
                .extracting(cohort -> cohort.controls().size())
                .containsOnly(0, 1);
        assertThat(drawn.repeated()).isEqualTo(48);
    }

    @Test
    void aPartWithoutControlsHasCohortsWithoutThem() {
        Setting setting = new Setting("6.1", 5, "w1", "instructions", "requests");
        List<Run> alone = List.of(
                Runs.of("a", Part.TEST, setting, Runs.harmful("p1", "1")),
                Runs.of("b", Part.TRAIN, setting, Treatment.NONE));

        assertThat(Drawing.of(alone, 3, 1).cohorts())
                .isNotEmpty()
                .allSatisfy(cohort -> assertThat(cohort.controls()).isEmpty());
    }

    private static List<Run> runs(DrawnCohort cohort) {
        List<Run> runs = new ArrayList<>(cohort.patched());
        runs.addAll(cohort.controls());
        return runs;
    }
}
