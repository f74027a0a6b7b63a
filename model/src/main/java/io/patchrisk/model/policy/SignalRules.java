// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.risk.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the comparison with controls and the model's risk decide together. */
final class SignalRules {

    /** Controls whose median moved this many units of chance for the worse had an event of their own. */
    private static final double FLEET_EVENT = 5;

    /** One resource moves for many reasons; two that move together are worth a person's look. */
    private static final int CORROBORATED = 2;

    private SignalRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        List<Reason> reasons = new ArrayList<>();
        Risk risk = evidence.risk();
        if (risk == null) {
            reasons.add(Reason.of(ReasonCode.NO_MODEL, "no model is loaded; rules and judge alone do not proceed"));
        }
        Judgement judgement = evidence.judgement();
        double probability = risk == null ? 0 : risk.probability();
        for (Finding finding : judgement.significant(Role.SYMPTOM)) {
            boolean stops = finding.statistic() >= policy.leastEffect()
                    && probability >= policy.stopAt()
                    && judgement.patchedHosts() >= 2;
            reasons.add(moved(stops ? ReasonCode.SYMPTOM_MOVED : ReasonCode.SIGNAL_MOVED, finding));
        }
        List<Finding> resources = judgement.significant(Role.RESOURCE);
        if (resources.size() >= CORROBORATED) {
            reasons.add(moved(ReasonCode.SIGNAL_MOVED, resources.get(0)));
        }
        if (risk != null && probability > policy.holdAt()) {
            reasons.add(elevated(risk, judgement, policy));
        }
        judgement
                .of(Role.SYMPTOM)
                .filter(finding -> finding.controlStatistic() >= FLEET_EVENT)
                .findFirst()
                .ifPresent(finding -> reasons.add(fleetEvent(finding)));
        return reasons;
    }

    private static Reason elevated(Risk risk, Judgement judgement, Policy policy) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("risk", risk.probability());
        numbers.put("hold_at", policy.holdAt());
        risk.contributions().forEach((feature, value) -> numbers.put(feature.word(), value));
        judgement
                .of(Role.SYMPTOM)
                .findFirst()
                .ifPresent(finding -> numbers.put("signal", finding.signal().name()));
        return new Reason(
                ReasonCode.RISK_ELEVATED,
                Wording.of("risk %.3f is above %.3f", risk.probability(), policy.holdAt()),
                numbers);
    }

    private static Reason moved(ReasonCode code, Finding finding) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("signal", finding.signal().name());
        numbers.put("unit", finding.signal().unit());
        numbers.put("patched_shift", finding.patchedShift());
        numbers.put("control_shift", finding.controlShift());
        numbers.put("statistic", finding.statistic());
        numbers.put("p", finding.p());
        numbers.put("patched_hosts", finding.patchedHosts());
        numbers.put("control_hosts", finding.controlHosts());
        return new Reason(
                code,
                Wording.of(
                        "%s moved by %.4g %s on %d patched hosts against %.4g on %d controls (p = %.2g)",
                        finding.signal().name(),
                        finding.patchedShift(),
                        finding.signal().unit(),
                        finding.patchedHosts(),
                        finding.controlShift(),
                        finding.controlHosts(),
                        finding.p()),
                numbers);
    }

    private static Reason fleetEvent(Finding finding) {
        return new Reason(
                ReasonCode.FLEET_EVENT,
                Wording.of(
                        "%s moved by %.4g %s on the controls as well",
                        finding.signal().name(),
                        finding.controlShift(),
                        finding.signal().unit()),
                Map.of("signal", finding.signal().name(), "control_statistic", finding.controlStatistic()));
    }
}
