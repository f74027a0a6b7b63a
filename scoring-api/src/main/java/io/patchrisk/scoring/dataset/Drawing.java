// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import io.patchrisk.scoring.dataset.Setting.Distance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws cohorts from runs: each part by itself, each patch equally often, whatever the number of its runs. A seed and the
 * same runs, in any order, give the same cohorts.
 */
final class Drawing {

    /** Sizes that rollouts pass through: one host, a pair, a canary group, waves. */
    private static final List<Integer> PATCHED = List.of(1, 2, 3, 5, 10, 20);

    private static final List<Integer> CONTROLS = List.of(2, 5, 12, 20, 40);

    /** A patch with few runs has few cohorts; after so many repeated ones it has no more. */
    private static final int TRIES = 8;

    private final int perPatch;
    private final SplittableRandom seeds;
    private final List<DrawnCohort> drawn = new ArrayList<>();
    private int repeated;

    private Drawing(int perPatch, long seed) {
        this.perPatch = perPatch;
        this.seeds = new SplittableRandom(seed);
    }

    /**
     * What was drawn.
     *
     * @param cohorts in order of part and patch, controls among controls last
     * @param repeated cohorts that were to be drawn, but would have been there twice
     */
    record Drawn(List<DrawnCohort> cohorts, int repeated) {}

    /** @param perPatch cohorts of a patch, more where it has more runs; and of each two controls among controls */
    static Drawn of(List<Run> runs, int perPatch, long seed) {
        Drawing drawing = new Drawing(perPatch, seed);
        List<Run> sorted = runs.stream().sorted(Comparator.comparing(Run::id)).toList();
        for (Part part : Part.values()) {
            drawing.draw(sorted.stream().filter(run -> run.part() == part).toList());
        }
        return new Drawn(List.copyOf(drawing.drawn), drawing.repeated);
    }

    private void draw(List<Run> ofPart) {
        List<Run> controls = ofPart.stream().filter(Run::control).toList();
        NavigableMap<Treatment, List<Run>> patches = new TreeMap<>();
        for (Run run : ofPart) {
            if (!run.control()) {
                patches.computeIfAbsent(run.treatment(), key -> new ArrayList<>())
                        .add(run);
            }
        }
        for (Map.Entry<Treatment, List<Run>> patch : patches.entrySet()) {
            int runs = patch.getValue().size();
            draw(patch.getValue(), 1, controls, Math.max(perPatch, runs));
        }
        // Half of a stratum's controls at most play the patched hosts, so that there is somebody to compare them with.
        draw(controls, 2, controls, perPatch * (controls.size() / 2));
    }

    /**
     * Draws cohorts from the runs of one patch; the runs take turns in being the one that the others are chosen for.
     *
     * @param spared of so many runs of a stratum one at most may be a patched host
     */
    private void draw(List<Run> runs, int spared, List<Run> controls, int wanted) {
        SplittableRandom random = seeds.split();
        List<Run> leads = shuffled(runs, random);
        List<DrawnCohort> mine = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            DrawnCohort cohort = fresh(leads.get(i % leads.size()), runs, spared, controls, mine, random);
            if (cohort == null) {
                repeated++;
            } else {
                mine.add(cohort);
            }
        }
        drawn.addAll(mine);
    }

    private static @Nullable DrawnCohort fresh(
            Run lead,
            List<Run> runs,
            int spared,
            List<Run> controls,
            List<DrawnCohort> before,
            SplittableRandom random) {
        for (int i = 0; i < TRIES; i++) {
            DrawnCohort cohort = cohort(lead, runs, spared, controls, random);
            if (before.stream().noneMatch(cohort::sameAs)) {
                return cohort;
            }
        }
        return null;
    }

    private static DrawnCohort cohort(
            Run lead, List<Run> runs, int spared, List<Run> controls, SplittableRandom random) {
        List<Run> alike = nearestFirst(lead, runs, random).stream()
                .filter(run -> !run.id().equals(lead.id()) && distance(lead, run) != Distance.OTHER)
                .toList();
        int most = Math.max(1, (1 + alike.size()) / spared);
        int size = Math.min(most, PATCHED.get(random.nextInt(PATCHED.size())));
        List<Run> patched = new ArrayList<>(List.of(lead));
        patched.addAll(alike.subList(0, size - 1));
        int wanted = CONTROLS.get(random.nextInt(CONTROLS.size()));
        Set<String> taken = patched.stream().map(Run::id).collect(Collectors.toSet());
        List<Run> others = nearestFirst(lead, controls, random).stream()
                .filter(control -> !taken.contains(control.id()))
                .toList();
        for (Matching matching : Matching.draw(random).orElse()) {
            List<Run> chosen = others.stream()
                    .filter(control -> matching.takes(distance(lead, control)))
                    .limit(wanted)
                    .toList();
            if (!chosen.isEmpty()) {
                return new DrawnCohort(lead.part(), lead.treatment(), matching, patched, chosen);
            }
        }
        return new DrawnCohort(lead.part(), lead.treatment(), Matching.NONE, patched, List.of());
    }

    private static Distance distance(Run lead, Run other) {
        return lead.setting().to(other.setting());
    }

    private static List<Run> nearestFirst(Run lead, List<Run> runs, SplittableRandom random) {
        List<Run> nearest = shuffled(runs, random);
        nearest.sort(Comparator.comparing(run -> distance(lead, run)));
        return nearest;
    }

    /** Fisher and Yates' shuffle on our own generator: that of the JDK takes one whose numbers may change. */
    private static List<Run> shuffled(List<Run> runs, SplittableRandom random) {
        List<Run> shuffled = new ArrayList<>(runs);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Run other = shuffled.get(j);
            shuffled.set(j, shuffled.get(i));
            shuffled.set(i, other);
        }
        return shuffled;
    }
}
