// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.change.LabelledChange.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Learns what clues are worth from labelled changes, and measures it on groups it did not learn from. */
public final class ChangeTrainer {

    /** Draws weights towards 0: of 3, 5 and 10 the one with the least cross-validated Brier score over all sets. */
    private static final double RIDGE = 5;

    /** No change counts for more than five of the average, or the few faults of one day would be learnt by heart. */
    private static final double MOST_WEIGHT = 5;

    /** Changes that only teach count for half a set. */
    private static final double LEARN_SHARE = 0.5;

    private static final int FOLDS = 5;

    private final List<LabelledChange> changes;

    public ChangeTrainer(List<LabelledChange> changes) {
        this.changes = List.copyOf(changes);
    }

    /**
     * What came out of training.
     *
     * @param model calibrated, trained on all
     * @param measured on groups the model did not learn from
     * @param otherSets a set's AUC when the model learnt from the other sets only
     */
    public record Trained(ChangeModel model, List<ChangeMeasure> measured, NavigableMap<String, Double> otherSets) {}

    /** Trains and measures; throws {@link IllegalArgumentException} when there is nothing to learn from. */
    public Trained train() {
        long broke = changes.stream().filter(LabelledChange::broke).count();
        if (broke == 0 || broke == changes.size()) {
            throw new IllegalArgumentException(
                    "training needs changes of both kinds; " + broke + " of " + changes.size() + " broke something");
        }
        NavigableMap<String, String> folds = folds();
        double[] odds = new double[changes.size()];
        for (String fold : new TreeSet<>(folds.values())) {
            Logistic model = fit(change -> !fold.equals(folds.get(change.group())));
            for (int i = 0; i < odds.length; i++) {
                LabelledChange change = changes.get(i);
                if (fold.equals(folds.get(change.group()))) {
                    odds[i] = model.logOdds(change.evidence().pieces());
                }
            }
        }
        Logistic line = calibration(odds);
        Logistic all = fit(change -> true);
        double slope = line.weights()[0];
        double[] weights = all.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= slope;
        }
        ChangeModel model = new ChangeModel(prior(), new Logistic(slope * all.intercept() + line.intercept(), weights));
        return new Trained(model, measured(odds, line, folds), otherSets());
    }

    /** The fold of each group: one a group where a set has few, else every fifth in order. */
    private NavigableMap<String, String> folds() {
        NavigableMap<String, String> folds = new TreeMap<>();
        for (String set : sets()) {
            NavigableSet<String> groups = new TreeSet<>();
            changes.stream().filter(change -> change.set().equals(set)).forEach(change -> groups.add(change.group()));
            int next = 0;
            for (String group : groups) {
                folds.put(group, groups.size() <= FOLDS ? group : "part " + next++ % FOLDS);
            }
        }
        return folds;
    }

    private NavigableSet<String> sets() {
        NavigableSet<String> sets = new TreeSet<>();
        changes.forEach(change -> sets.add(change.set()));
        return sets;
    }

    /** Sets count alike; within one, half of the weight is spread over both kinds alike and half over all changes. */
    private Logistic fit(Predicate<LabelledChange> learnt) {
        List<LabelledChange> used = changes.stream()
                .filter(change -> change.role() != Role.HIDDEN)
                .filter(learnt)
                .toList();
        Map<String, Integer> all = new HashMap<>();
        Map<String, Integer> kind = new HashMap<>();
        for (LabelledChange change : used) {
            all.merge(share(change), 1, Integer::sum);
            kind.merge(share(change) + change.broke(), 1, Integer::sum);
        }
        List<Double> weights = new ArrayList<>();
        double sum = 0;
        for (LabelledChange change : used) {
            double weight = (change.role() == Role.LEARN ? LEARN_SHARE : 1)
                    * (0.5 / kind.getOrDefault(share(change) + change.broke(), 1)
                            + 0.5 / all.getOrDefault(share(change), 1));
            weights.add(weight);
            sum += weight;
        }
        List<Logistic.Row> rows = new ArrayList<>();
        for (int i = 0; i < used.size(); i++) {
            double weight = Math.min(MOST_WEIGHT, weights.get(i) / sum * used.size());
            rows.add(new Logistic.Row(
                    used.get(i).evidence().pieces(), used.get(i).broke(), weight));
        }
        return Logistic.fit(rows, RIDGE);
    }

    private static String share(LabelledChange change) {
        return change.role() + " " + change.set() + " ";
    }

    /** The line through out-of-fold log odds that calibrates them (Platt 1999), sets counting alike as they are. */
    private Logistic calibration(double[] odds) {
        Map<String, Integer> all = new HashMap<>();
        changes.stream().filter(ChangeTrainer::measuredBy).forEach(change -> all.merge(change.set(), 1, Integer::sum));
        List<Logistic.Row> rows = new ArrayList<>();
        for (int i = 0; i < odds.length; i++) {
            LabelledChange change = changes.get(i);
            if (measuredBy(change)) {
                double weight = 1000.0 / all.getOrDefault(change.set(), 1);
                rows.add(new Logistic.Row(new double[] {odds[i]}, change.broke(), weight));
            }
        }
        return Logistic.fit(rows, 0);
    }

    private static boolean measuredBy(LabelledChange change) {
        return change.role() == Role.FULL;
    }

    private double prior() {
        double sum = 0;
        for (String set : sets()) {
            List<LabelledChange> some = changes.stream()
                    .filter(change -> measuredBy(change) && change.set().equals(set))
                    .toList();
            sum += some.stream().filter(LabelledChange::broke).count() / (double) Math.max(1, some.size());
        }
        return Math.max(0.001, Math.min(0.999, sum / sets().size()));
    }

    private List<ChangeMeasure> measured(double[] odds, Logistic line, Map<String, String> folds) {
        List<ChangeMeasure> measures = new ArrayList<>();
        for (String set : sets()) {
            measures.add(ChangeMeasure.of(
                    set,
                    said(
                            odds,
                            line,
                            folds,
                            change -> measuredBy(change) && change.set().equals(set))));
            if (changes.stream().anyMatch(change -> change.set().equals(set) && change.role() == Role.HIDDEN)) {
                measures.add(ChangeMeasure.of(
                        set + " with hidden faults",
                        said(
                                odds,
                                line,
                                folds,
                                change -> change.role() != Role.LEARN
                                        && change.set().equals(set))));
            }
        }
        return measures;
    }

    private List<ChangeMeasure.Said> said(
            double[] odds, Logistic line, Map<String, String> folds, Predicate<LabelledChange> which) {
        List<ChangeMeasure.Said> said = new ArrayList<>();
        for (int i = 0; i < odds.length; i++) {
            LabelledChange change = changes.get(i);
            if (which.test(change)) {
                double probability = Logistic.probability(line.logOdds(new double[] {odds[i]}));
                said.add(new ChangeMeasure.Said(
                        probability, change.broke(), change.cluster(), folds.getOrDefault(change.group(), "")));
            }
        }
        return said;
    }

    private NavigableMap<String, Double> otherSets() {
        NavigableMap<String, Double> areas = new TreeMap<>();
        for (String set : sets()) {
            if (sets().size() < 2) {
                break;
            }
            Logistic model = fit(change -> !change.set().equals(set));
            List<ChangeMeasure.Said> said = new ArrayList<>();
            for (LabelledChange change : changes) {
                if (measuredBy(change) && change.set().equals(set)) {
                    said.add(new ChangeMeasure.Said(
                            Logistic.probability(model.logOdds(change.evidence().pieces())), change.broke(), "", ""));
                }
            }
            areas.put(set, ChangeMeasure.area(said));
        }
        return areas;
    }
}
