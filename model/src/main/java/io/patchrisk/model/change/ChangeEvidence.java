// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that is found about a change, as clues to weigh and as findings to tell. */
public final class ChangeEvidence {

    /** Level, swings, excursions: the kinds of deviate of which the strongest counts. */
    private static final int KINDS = 3;

    /** A second metric that went so much less far still bears the first out. */
    private static final double BORNE_OUT = 1.6;

    private final List<MetricFinding> findings;
    private final Map<Clue, Double> clues = new EnumMap<>(Clue.class);

    private ChangeEvidence(List<MetricFinding> findings) {
        this.findings = findings.stream()
                .sorted(Comparator.comparingDouble(MetricFinding::strongest)
                        .reversed()
                        .thenComparing(MetricFinding::metric))
                .toList();
        boolean controlled = findings.stream().anyMatch(MetricFinding::controlled);
        clues.put(controlled ? Clue.LEVEL : Clue.LEVEL_ALONE, corrected(MetricFinding::level));
        clues.put(controlled ? Clue.SPREAD : Clue.SPREAD_ALONE, corrected(MetricFinding::spread));
        if (!controlled) {
            clues.put(Clue.FIRST_ALONE, corrected(MetricFinding::first));
            clues.put(Clue.PAIR_ALONE, corrected(MetricFinding::pair));
        }
        double[] far =
                findings.stream().mapToDouble(MetricFinding::far).sorted().toArray();
        int n = far.length;
        clues.put(Clue.FAR, n == 0 ? 0 : n == 1 ? far[0] : Math.min(far[n - 1], BORNE_OUT * far[n - 2]));
    }

    /** The evidence of a change; empty where no metric has samples on both sides. */
    public static ChangeEvidence of(Change change) {
        List<MetricFinding> findings = new ArrayList<>();
        for (String metric : change.metrics()) {
            List<Samples> treated = Change.of(metric, change.treated());
            if (!treated.isEmpty()) {
                findings.add(Comparison.of(metric, treated, Change.of(metric, change.controls())));
            }
        }
        return new ChangeEvidence(findings);
    }

    /** The pieces of all clues, as the model weighs them. */
    double[] pieces() {
        double[] pieces = new double[Clue.words().size()];
        int next = 0;
        for (Clue clue : Clue.values()) {
            for (int piece = 0; piece < clue.pieces(); piece++) {
                pieces[next++] = clue.piece(piece, clue(clue));
            }
        }
        return pieces;
    }

    double clue(Clue clue) {
        return clues.getOrDefault(clue, 0.0);
    }

    /** Whether anything could be compared. */
    public boolean isEmpty() {
        return findings.isEmpty();
    }

    /** Metrics, the one that moved most first. */
    List<MetricFinding> findings() {
        return findings;
    }

    /** The chance of as strong a deviate in any metric where nothing changed, by the normal tail: 1e-6 to 1. */
    double p() {
        double strongest = 0;
        for (Clue clue : Clue.values()) {
            strongest = Math.max(strongest, clue == Clue.FAR ? 0 : clue(clue));
        }
        return isEmpty() ? 1 : Chance.p(strongest, KINDS);
    }

    /** How much narrower the swings of a metric are than before, as a deviate; 0 where none are. */
    double narrowing() {
        return corrected(finding -> -finding.spread());
    }

    private double corrected(ToDoubleFunction<MetricFinding> of) {
        double most = findings.stream().mapToDouble(of).max().orElse(0);
        return Chance.ofMany(Math.max(0, most), findings.size());
    }
}
