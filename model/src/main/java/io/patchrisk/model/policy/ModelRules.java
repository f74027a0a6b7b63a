// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.risk.Conformity;
import io.patchrisk.model.risk.Conformity.Call;
import io.patchrisk.model.risk.OutOfRange;
import io.patchrisk.model.risk.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the model's risk decides, and that it is not known. None of these reasons stops, and none takes a stop back: where
 * the model does not know, rules and judge still do.
 */
final class ModelRules {

    /** So many times the least effect that may stop is plain to see. */
    static final double PLAIN = 3;

    private ModelRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        Risk risk = evidence.risk();
        if (!policy.useModel()) {
            return List.of(Reason.of(ReasonCode.RULES_AND_JUDGE, ReasonCode.RULES_AND_JUDGE.meaning()));
        }
        if (risk == null) {
            return List.of(Reason.of(ReasonCode.NO_MODEL, "no model is loaded; rules and judge alone do not proceed"));
        }
        List<Reason> reasons = new ArrayList<>();
        Call call = risk.conformity().call();
        if (risk.probability() > policy.holdAt() || call == Call.HARMFUL) {
            reasons.add(elevated(evidence, risk, policy));
        }
        if (call.abstains()) {
            reasons.add(abstains(risk.conformity()));
        }
        if (!risk.outOfRange().isEmpty()) {
            reasons.add(outOfRange(risk.outOfRange()));
        }
        return reasons;
    }

    /**
     * Whether a significant symptom may stop, as far as the model is asked. One that moved three times as far as it must, or
     * that chance explains ten times worse, needs less of the model: that it speaks for harm at all.
     */
    static boolean speakForAStop(Evidence evidence, Finding symptom, Policy policy) {
        Risk risk = evidence.risk();
        boolean plain = symptom.statistic() >= PLAIN * policy.leastEffect() || symptom.p() <= policy.alpha() / 10;
        double from = plain ? policy.holdAt() : policy.stopAt();
        return !policy.useModel() || (risk != null && risk.probability() >= from);
    }

    private static Reason elevated(Evidence evidence, Risk risk, Policy policy) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("risk", risk.probability());
        numbers.put("hold_at", policy.holdAt());
        numbers.put("p_benign", risk.conformity().pBenign());
        risk.contributions().forEach((feature, value) -> numbers.put(feature.word(), value));
        evidence.judgement()
                .of(Role.SYMPTOM)
                .findFirst()
                .ifPresent(finding -> numbers.put("signal", finding.signal().name()));
        String text = risk.probability() > policy.holdAt()
                ? Wording.of("risk %.3f is above %.3f", risk.probability(), policy.holdAt())
                : Wording.of(
                        "only %.1f %% of benign lab runs look as harmful",
                        100 * risk.conformity().pBenign());
        return new Reason(ReasonCode.RISK_ELEVATED, text, numbers);
    }

    private static Reason abstains(Conformity conformity) {
        String text = conformity.call() == Call.BOTH
                ? Wording.of(
                        "%.0f %% of harmful lab runs look no more harmful, and %.0f %% of benign ones look as harmful",
                        100 * conformity.pHarmful(), 100 * conformity.pBenign())
                : Wording.of(
                        "unlike the lab's runs of either kind: %.1f %% of harmful ones look no more harmful, %.1f %% of"
                                + " benign ones as harmful",
                        100 * conformity.pHarmful(), 100 * conformity.pBenign());
        return new Reason(
                ReasonCode.MODEL_ABSTAINS,
                text,
                Map.of(
                        "p_harmful", conformity.pHarmful(),
                        "p_benign", conformity.pBenign(),
                        "fits", conformity.call().word(),
                        "level_harmful", Conformity.HARMFUL_LEVEL,
                        "level_benign", Conformity.BENIGN_LEVEL));
    }

    private static Reason outOfRange(List<OutOfRange> respects) {
        OutOfRange first = respects.get(0);
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put(
                "features", respects.stream().map(one -> one.feature().word()).toList());
        numbers.put("value", first.value());
        numbers.put("bound", first.bound());
        return new Reason(
                ReasonCode.OUT_OF_RANGE,
                first.feature().word() + " " + first.how().words()
                        + (respects.size() == 1 ? "" : ", and so for " + (respects.size() - 1) + " more"),
                numbers);
    }
}
