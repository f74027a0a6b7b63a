// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A decision with its reasons, strictest first. Rules only ever make it stricter.
 *
 * @param decision the strictest that any reason asks for
 * @param reasons why; never empty
 */
public record Verdict(Decision decision, List<Reason> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The verdict on one cohort. */
    public static Verdict of(Evidence evidence, Policy policy) {
        List<Reason> reasons = new ArrayList<>();
        reasons.addAll(CrashRules.of(evidence));
        reasons.addAll(LossRules.of(evidence, policy));
        reasons.addAll(TransitionRules.of(evidence, policy));
        if (!evidence.touched().isEmpty()) {
            reasons.addAll(SignalRules.of(evidence, policy));
            reasons.addAll(ModelRules.of(evidence, policy));
        }
        reasons.addAll(SufficiencyRules.of(evidence, policy));
        if (reasons.stream().allMatch(reason -> reason.code().asks() == Decision.PROCEED)) {
            reasons.add(Reason.of(ReasonCode.NOTHING_FOUND, ReasonCode.NOTHING_FOUND.meaning()));
        }
        return of(reasons);
    }

    /** The verdict that these reasons ask for; none at all means that nothing was found. */
    public static Verdict of(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return new Verdict(
                    Decision.PROCEED, List.of(Reason.of(ReasonCode.NOTHING_FOUND, ReasonCode.NOTHING_FOUND.meaning())));
        }
        List<Reason> sorted = new ArrayList<>(reasons);
        sorted.sort(Comparator.comparing((Reason reason) -> reason.code().asks())
                .reversed()
                .thenComparing(Reason::code));
        return new Verdict(sorted.get(0).code().asks(), sorted);
    }
}
