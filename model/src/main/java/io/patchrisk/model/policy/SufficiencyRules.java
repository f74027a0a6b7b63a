// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Looks;
import io.patchrisk.model.window.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether enough was seen to say anything. */
final class SufficiencyRules {

    private SufficiencyRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        List<Reason> reasons = new ArrayList<>();
        if (evidence.touched().isEmpty()) {
            reasons.add(Reason.of(ReasonCode.NOT_STARTED, "no host is patched yet"));
            return reasons;
        }
        observation(reasons, evidence, policy);
        comparison(reasons, evidence);
        Double exposure = evidence.exposure();
        if (exposure != null && exposure < policy.leastExposure()) {
            reasons.add(new Reason(
                    ReasonCode.NOT_EXERCISED,
                    Wording.of("patched hosts do %.0f %% of their usual work", 100 * exposure),
                    Map.of("exposure", exposure)));
        }
        int look = evidence.judgement().look();
        if (evidence.afterSeconds() < policy.soakSeconds() || look < Looks.FEWEST) {
            String scrapes = look < Looks.FEWEST
                    ? Wording.of("; %d scrapes after the patch were compared, %d are the fewest", look, Looks.FEWEST)
                    : "";
            reasons.add(new Reason(
                    ReasonCode.SOAKING,
                    Wording.of("watched for %.0f s of %.0f s", evidence.afterSeconds(), policy.soakSeconds()) + scrapes,
                    Map.of("watched_s", evidence.afterSeconds(), "soak_s", policy.soakSeconds(), "scrapes", look)));
        } else if (hardlyPowered(evidence.judgement())) {
            reasons.add(underpowered(evidence.judgement()));
        }
        return reasons;
    }

    /** Where hardly any result could count, that none did says nothing. */
    private static boolean hardlyPowered(Judgement judgement) {
        return judgement.patchedHosts() > 0
                && judgement.controlHosts() > 0
                && !judgement.underpowered()
                && judgement.smallestP() > judgement.neededP();
    }

    private static void comparison(List<Reason> reasons, Evidence evidence) {
        Judgement judgement = evidence.judgement();
        boolean comparable =
                evidence.coverage().share() > 0 && evidence.members().stream().anyMatch(Member::patched);
        if (!comparable) {
            return;
        }
        if (judgement.patchedHosts() == 0) {
            reasons.add(
                    Reason.of(ReasonCode.NO_DATA, "no patched host has metrics on both sides of its patch instant"));
        } else if (judgement.controlHosts() == 0) {
            reasons.add(Reason.of(ReasonCode.NO_CONTROLS, "no unpatched host of the same stratum has data"));
        } else if (judgement.underpowered()) {
            reasons.add(underpowered(judgement));
        } else if (judgement.look() > 0 && judgement.of(Role.SYMPTOM).findAny().isEmpty()) {
            reasons.add(Reason.of(ReasonCode.NO_DATA, "no symptom is measured on patched hosts and on two controls"));
        }
        if (!judgement.unmatched().isEmpty()) {
            reasons.add(unmatched(judgement));
        }
        if (judgement.incomparable()) {
            reasons.add(incomparable(judgement));
        }
    }

    private static Reason unmatched(Judgement judgement) {
        List<String> hosts = Wording.names(judgement.unmatched());
        return new Reason(
                ReasonCode.NO_CONTROLS,
                Wording.of(
                        "%d patched hosts have no unpatched host of their stratum to be compared with: %s",
                        judgement.unmatched().size(), String.join(", ", hosts)),
                Map.of("hosts", hosts));
    }

    private static Reason incomparable(Judgement judgement) {
        List<String> names = judgement.unlike().stream()
                .limit(Wording.NAMED)
                .map(Signal::name)
                .toList();
        return new Reason(
                ReasonCode.NOT_COMPARABLE,
                "patched hosts and controls parted before the patch already, in " + String.join(", ", names)
                        + "; choose controls of the same kind",
                Map.of("signals", names));
    }

    private static Reason underpowered(Judgement judgement) {
        return new Reason(
                ReasonCode.UNDERPOWERED,
                Wording.of(
                        "%d patched hosts and %d controls can give p = %.2g at best; this look needs %.2g",
                        judgement.patchedHosts(), judgement.controlHosts(), judgement.smallestP(), judgement.neededP()),
                Map.of(
                        "patched_hosts", judgement.patchedHosts(),
                        "control_hosts", judgement.controlHosts(),
                        "smallest_p", judgement.smallestP(),
                        "alpha", judgement.alpha()));
    }

    private static void observation(List<Reason> reasons, Evidence evidence, Policy policy) {
        Coverage coverage = evidence.coverage();
        if (coverage.full().isEmpty() && coverage.partial().isEmpty()) {
            reasons.add(Reason.of(ReasonCode.NO_DATA, "no patched host has metrics"));
        } else if (coverage.share() < policy.minimumCoverage()) {
            reasons.add(new Reason(
                    ReasonCode.COVERAGE,
                    Wording.of(
                            "%.0f %% of the patched hosts are observed, %.0f %% are needed",
                            100 * coverage.share(), 100 * policy.minimumCoverage()),
                    Map.of("missing", Wording.names(coverage.silent()))));
        }
        if (policy.requireLog() && !coverage.partial().isEmpty()) {
            reasons.add(new Reason(
                    ReasonCode.LOG_UNPROVEN,
                    Wording.of(
                            "kernel log not observed on %d patched hosts",
                            coverage.partial().size()),
                    Map.of("hosts", Wording.names(coverage.partial()))));
        }
    }
}
