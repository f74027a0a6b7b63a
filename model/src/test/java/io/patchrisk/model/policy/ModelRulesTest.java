// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import static io.patchrisk.model.policy.Found.finding;
import static io.patchrisk.model.policy.Found.report;
import static io.patchrisk.model.policy.Found.risk;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.risk.Conformity;
import io.patchrisk.model.risk.OutOfRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRulesTest {

    private static final Conformity BENIGN = new Conformity(0.01, 0.5);
    private static final Conformity BOTH = new Conformity(0.3, 0.2);
    private static final Conformity NONE = new Conformity(0.02, 0.03);
    private static final Conformity HARMFUL = new Conformity(0.4, 0.02);
    private static final OutOfRange BEYOND = new OutOfRange(OutOfRange.How.ABOVE, Feature.values()[0], 0.9, 0.3);
    private static final Finding MOVED = finding("errors", Role.SYMPTOM, 6, 0.0002);
    private static final Policy RULES_AND_JUDGE = Policy.DEFAULT.withoutModel();

    private final Found found = new Found();

    private static List<ReasonCode> codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void abstainsWhereHarmfulAndBenignRunsBothFitOrNeitherDoes() {
        for (Conformity unclear : List.of(BOTH, NONE)) {
            Verdict verdict = found.risk(risk(0.001, unclear, List.of())).verdict();

            assertThat(codes(verdict)).containsExactly(ReasonCode.MODEL_ABSTAINS);
            assertThat(verdict.decision()).isEqualTo(Decision.HOLD);
            assertThat(verdict.reasons().get(0).evidence())
                    .containsEntry("p_harmful", unclear.pHarmful())
                    .containsEntry("fits", unclear.call().word());
        }
    }

    @Test
    void holdsWhereOnlyHarmfulRunsFitHoweverLowTheRisk() {
        assertThat(codes(found.risk(risk(0.001, HARMFUL, List.of())).verdict()))
                .containsExactly(ReasonCode.RISK_ELEVATED);
    }

    @Test
    void holdsOutsideOfWhatTheModelSawAndNamesTheFeature() {
        Verdict verdict = found.risk(risk(0.001, BENIGN, List.of(BEYOND))).verdict();

        assertThat(codes(verdict)).containsExactly(ReasonCode.OUT_OF_RANGE);
        assertThat(verdict.decision()).isEqualTo(Decision.HOLD);
        assertThat(verdict.reasons().get(0).text())
                .isEqualTo(Feature.values()[0].word() + " is above what training saw");
    }

    @Test
    void neverTakesAStopBackBecauseTheModelDoesNotKnow() {
        for (Conformity conformity : List.of(BENIGN, BOTH, NONE, HARMFUL)) {
            found.findings(MOVED).risk(risk(0.2, conformity, List.of(BEYOND)));
            assertThat(found.verdict().decision()).isEqualTo(Decision.STOP);
            assertThat(codes(found.verdict())).contains(ReasonCode.SYMPTOM_MOVED, ReasonCode.OUT_OF_RANGE);
        }
        found.findings(finding("errors", Role.SYMPTOM, 0, 0.9))
                .attributed(report("p1", EventKind.OOPS, "f"))
                .risk(risk(0.001, BENIGN, List.of(BEYOND)));
        assertThat(found.verdict().decision()).isEqualTo(Decision.STOP);
    }

    @Test
    void letsRulesAndJudgeDecideWherePolicySaysSo() {
        found.risk(null);
        Verdict quiet = Verdict.of(found.evidence(), RULES_AND_JUDGE);
        Verdict loud = Verdict.of(found.findings(MOVED).evidence(), RULES_AND_JUDGE);

        assertThat(codes(quiet)).containsExactly(ReasonCode.NOTHING_FOUND, ReasonCode.RULES_AND_JUDGE);
        assertThat(quiet.decision()).isEqualTo(Decision.PROCEED);
        assertThat(codes(loud)).containsExactly(ReasonCode.SYMPTOM_MOVED, ReasonCode.RULES_AND_JUDGE);
        assertThat(loud.decision()).isEqualTo(Decision.STOP);
    }

    @Test
    void stillHoldsForWhatRulesSayWithoutAModel() {
        found.risk(null).unexplained(report("p1", EventKind.OOPS, "f"));

        assertThat(codes(Verdict.of(found.evidence(), RULES_AND_JUDGE)))
                .containsExactly(ReasonCode.CRASH_UNEXPLAINED, ReasonCode.RULES_AND_JUDGE);
    }
}
