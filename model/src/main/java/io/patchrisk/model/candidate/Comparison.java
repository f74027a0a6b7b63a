// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.candidate;

import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A candidate measured against the model in use on the fixed lab test, run by run.
 *
 * <p>The measure is the Brier score at even odds with both classes weighing the same. Its difference, candidate minus model
 * in use, is resampled over groups (a fault family, or a benign module), because runs of one group are no independent
 * evidence. A candidate is not worse when the upper end of the 95 % interval lies below the margin: the burden of proof is
 * the candidate's, and a test too small to show anything refuses.
 *
 * @param runs runs of the test
 * @param harmfulGroups independent groups of harmful runs
 * @param benignGroups independent groups of benign runs
 * @param inUse Brier score of the model in use, 0..1
 * @param candidate Brier score of the candidate, 0..1
 * @param difference candidate minus model in use; above 0 the candidate is worse
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end of it
 * @param margin how much worse it may be
 */
public record Comparison(
        int runs,
        int harmfulGroups,
        int benignGroups,
        double inUse,
        double candidate,
        double difference,
        double low,
        double high,
        double margin) {

    /** A tenth of the step from a coin's Brier score (0.25) to 0.20; smaller ones the lab test cannot tell from chance. */
    public static final double MARGIN = 0.005;

    /** With fewer a bootstrap interval is no interval. */
    public static final int LEAST_GROUPS = 5;

    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    /** Whether the candidate may take the place of the model in use. */
    public boolean notWorse() {
        return harmfulGroups >= LEAST_GROUPS && benignGroups >= LEAST_GROUPS && high <= margin;
    }

    /**
     * Compares two models on the headline rows of a test; throws {@link IllegalArgumentException} when it lacks a class.
     *
     * @param seed of the resampling
     */
    public static Comparison of(
            RiskModel inUse, RiskModel candidate, List<TrainingRow> test, double margin, long seed) {
        List<TrainingRow> runs = test.stream().filter(TrainingRow::headline).toList();
        List<Group> harmful = groups(inUse, candidate, runs, true);
        List<Group> benign = groups(inUse, candidate, runs, false);
        if (harmful.isEmpty() || benign.isEmpty()) {
            throw new IllegalArgumentException("the lab test needs harmful and benign runs; it has " + harmful.size()
                    + " groups of harmful and " + benign.size() + " of benign ones");
        }
        double[] differences = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = difference(drawn(harmful, random), drawn(benign, random));
        }
        Arrays.sort(differences);
        return new Comparison(
                runs.size(),
                harmful.size(),
                benign.size(),
                (mean(harmful, Group::inUse) + mean(benign, Group::inUse)) / 2,
                (mean(harmful, Group::candidate) + mean(benign, Group::candidate)) / 2,
                difference(harmful, benign),
                differences[(int) (TAIL * RESAMPLES)],
                differences[(int) ((1 - TAIL) * RESAMPLES) - 1],
                margin);
    }

    /** What two models make of the runs of one group: how many there are, and the sums of the squared errors. */
    private record Group(int runs, double inUse, double candidate) {}

    private interface Errors {
        double of(Group group);
    }

    private static List<Group> groups(RiskModel inUse, RiskModel candidate, List<TrainingRow> runs, boolean harmful) {
        Map<String, Group> groups = new TreeMap<>();
        for (TrainingRow row : runs) {
            if (row.harmful() == harmful) {
                Group one =
                        new Group(1, error(inUse, row.features(), harmful), error(candidate, row.features(), harmful));
                groups.merge(
                        row.group(),
                        one,
                        (a, b) -> new Group(a.runs + b.runs, a.inUse + b.inUse, a.candidate + b.candidate));
            }
        }
        return new ArrayList<>(groups.values());
    }

    private static double error(RiskModel model, FeatureVector features, boolean harmful) {
        double miss = model.risk(features, 0.5).probability() - (harmful ? 1 : 0);
        return miss * miss;
    }

    private static List<Group> drawn(List<Group> groups, SplittableRandom random) {
        List<Group> drawn = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            drawn.add(groups.get(random.nextInt(groups.size())));
        }
        return drawn;
    }

    private static double difference(List<Group> harmful, List<Group> benign) {
        Errors worse = group -> group.candidate - group.inUse;
        return (mean(harmful, worse) + mean(benign, worse)) / 2;
    }

    private static double mean(List<Group> groups, Errors errors) {
        double sum = 0;
        int runs = 0;
        for (Group group : groups) {
            sum += errors.of(group);
            runs += group.runs;
        }
        return sum / runs;
    }
}
