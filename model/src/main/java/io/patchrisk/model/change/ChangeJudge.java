// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Says of a change whether it broke something, or that it cannot know. */
public final class ChangeJudge {

    /** From this probability on a change is flagged: at 0.5 6.7 % of blips on a day not learnt from were flagged, at 0.6 3 %. */
    public static final double FLAG = 0.6;

    /** Swings that have narrowed by so many deviates are another signal than before, and no level of it can be compared. */
    private static final double ANOTHER_SIGNAL = 3;

    private final ChangeModel model;

    public ChangeJudge(ChangeModel model) {
        this.model = model;
    }

    public ChangeVerdict judge(Change change) {
        ChangeEvidence evidence = ChangeEvidence.of(change);
        double score = model.probability(evidence);
        List<String> reasons = new ArrayList<>();
        boolean flagged = false;
        boolean abstained = false;
        if (evidence.isEmpty()) {
            abstained = true;
            reasons.add("abstain: " + missing(change));
        } else {
            flagged = score >= FLAG;
            abstained = !flagged && evidence.narrowing() >= ANOTHER_SIGNAL;
            if (abstained) {
                reasons.add("abstain: " + ChangeWording.narrowed(evidence));
            }
            reasons.addAll(ChangeWording.reasons(evidence));
        }
        reasons.addAll(silent(change, evidence));
        return new ChangeVerdict(score, flagged, abstained, evidence.p(), reasons);
    }

    private static String missing(Change change) {
        if (change.treated().isEmpty()) {
            return "there is no changed host";
        }
        if (!any(change, Samples::after)) {
            return "no changed host has a sample after the change";
        }
        return any(change, Samples::before)
                ? "no metric of a changed host has samples on both sides of the change"
                : "no changed host has a sample before the change";
    }

    private static boolean any(Change change, Function<Samples, double[]> side) {
        return change.treated().stream()
                .flatMap(host -> host.values().stream())
                .anyMatch(samples -> Samples.present(side.apply(samples)).length > 0);
    }

    /** Metrics that fell silent with the change, which the score does not know. */
    private static List<String> silent(Change change, ChangeEvidence evidence) {
        List<String> told = new ArrayList<>();
        for (String metric : evidence.isEmpty() ? List.<String>of() : List.copyOf(change.metrics())) {
            long hosts = change.treated().stream()
                    .map(host -> host.get(metric))
                    .filter(samples -> samples != null
                            && Samples.present(samples.before()).length > 0
                            && Samples.present(samples.after()).length == 0)
                    .count();
            if (hosts > 0) {
                told.add(metric + ": no sample after the change on " + hosts + " of "
                        + change.treated().size() + " changed hosts");
            }
        }
        return told;
    }
}
