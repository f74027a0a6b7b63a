// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.word.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the comparison with controls decides, where the model bears it out. */
final class SignalRules {

    /** Controls whose median moved this many units of chance for the worse had an event of their own. */
    private static final double FLEET_EVENT = 5;

    /**
     * One resource moves for many reasons; two that move together are worth a person's look, and stop where one of them moves
     * far. The model is not asked: it has no weight for resources, so the second one is the second witness.
     */
    private static final int CORROBORATED = 2;

    private static final int NAMED = 5;

    private SignalRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        List<Reason> reasons = new ArrayList<>();
        Judgement judgement = evidence.judgement();
        boolean mayStop = !judgement.incomparable() && judgement.patchedHosts() >= 2;
        for (Finding finding : judgement.significant(Role.SYMPTOM)) {
            boolean stops = mayStop
                    && finding.statistic() >= policy.leastEffect()
                    && ModelRules.speakForAStop(evidence, finding, policy);
            reasons.add(moved(stops ? ReasonCode.SYMPTOM_MOVED : ReasonCode.SIGNAL_MOVED, finding));
        }
        List<Finding> resources = judgement.significant(Role.RESOURCE);
        if (resources.size() >= CORROBORATED) {
            boolean stops = mayStop
                    && resources.get(0).statistic() >= ModelRules.PLAIN * policy.leastEffect()
                    && resources.get(CORROBORATED - 1).statistic() >= policy.leastEffect();
            reasons.add(moved(stops ? ReasonCode.RESOURCES_MOVED : ReasonCode.SIGNAL_MOVED, resources.get(0)));
        }
        judgement
                .of(Role.SYMPTOM)
                .filter(finding -> finding.controlStatistic() >= FLEET_EVENT)
                .findFirst()
                .ifPresent(finding -> reasons.add(fleetEvent(finding)));
        return reasons;
    }

    private static Reason moved(ReasonCode code, Finding finding) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("signal", finding.signal().name());
        numbers.put("unit", finding.signal().unit());
        numbers.put("patched_shift", finding.patchedShift());
        numbers.put("control_shift", finding.controlShift());
        numbers.put("statistic", finding.statistic());
        numbers.put("p", finding.p());
        numbers.put("p_against", Word.of(finding.basis()));
        numbers.put("patched_hosts", finding.patchedHosts());
        numbers.put("control_hosts", finding.controlHosts());
        numbers.put("carriers", finding.carriers().size());
        numbers.put("carried_by", names(finding));
        Double began = finding.beganAfter();
        if (began != null) {
            numbers.put("began_after_s", began);
        }
        return new Reason(
                code,
                Wording.of(
                        "%s moved by %.4g %s on %d patched hosts against %.4g on %d controls (p = %.2g%s)%s%s",
                        finding.signal().name(),
                        finding.patchedShift(),
                        finding.signal().unit(),
                        finding.patchedHosts(),
                        finding.controlShift(),
                        finding.controlHosts(),
                        finding.p(),
                        finding.basis() == Finding.Basis.OWN_PAST ? " against their own earlier scrapes" : "",
                        began(finding.beganAfter()),
                        carried(finding)),
                numbers);
    }

    private static String began(@Nullable Double after) {
        if (after == null) {
            return "";
        }
        return after == 0
                ? ", from the patch on"
                : Wording.of(", from %.0f s %s the patch on", Math.abs(after), after < 0 ? "before" : "after");
    }

    /** A little on all hosts, or much on few: the second asks what those have in common. */
    private static String carried(Finding finding) {
        int carriers = finding.carriers().size();
        return carriers == 0 || 2 * carriers > finding.patchedHosts()
                ? ""
                : Wording.of("; carried by %d of them, most by %s", carriers, String.join(", ", names(finding)));
    }

    private static List<String> names(Finding finding) {
        return finding.carriers().stream().limit(NAMED).map(Object::toString).toList();
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
