// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.PowerNeeded;
import io.patchrisk.model.outcome.NamedFeatures;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Evidence;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.Blocking;
import io.patchrisk.scoring.desk.Coverage;
import io.patchrisk.scoring.desk.Exposure;
import io.patchrisk.scoring.desk.ModelRef;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.Weighed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings of the model in the words of the desk. */
final class Views {

    private Views() {}

    /** @param crashes what crashes left behind that it may rest on */
    static Reason reason(io.patchrisk.model.policy.Reason reason, CrashNames crashes) {
        Map<String, Object> evidence = new TreeMap<>();
        List<String> behind = crashes.behind(reason);
        if (!behind.isEmpty()) {
            evidence.put("crash_evidence", behind);
        }
        reason.evidence().forEach((name, value) -> {
            if (!(value instanceof Double number) || Double.isFinite(number)) {
                evidence.put(name, value);
            }
        });
        return new Reason(reason.code().word(), reason.text(), evidence);
    }

    static @Nullable ModelRef model(@Nullable RiskModel model) {
        if (model == null) {
            return null;
        }
        ModelCard card = model.card();
        return new ModelRef(card.id(), card.sha256(), Instant.parse(card.trainedAt()));
    }

    /** What a decision was weighed from. */
    static Weighed weighed(Evidence evidence, Decision decision, @Nullable RiskModel model, Instant now) {
        return new Weighed(
                now,
                decision,
                Feature.VERSION,
                NamedFeatures.of(evidence.features()),
                model == null ? null : model.card().id(),
                evidence.judgement().patchedHosts(),
                evidence.judgement().controlHosts());
    }

    static Coverage coverage(Evidence evidence) {
        List<HostId> missing = new ArrayList<>(evidence.coverage().partial());
        missing.addAll(evidence.coverage().silent());
        return new Coverage(
                evidence.coverage().full().size(),
                evidence.coverage().partial().size(),
                evidence.coverage().silent().size(),
                evidence.judgement().controlHosts(),
                missing);
    }

    static @Nullable Exposure exposure(Evidence evidence) {
        if (evidence.touched().isEmpty()) {
            return null;
        }
        double seconds = 0;
        for (Member member : evidence.members()) {
            Attempt attempt = member.attempt();
            Double end = attempt == null ? null : attempt.end();
            if (end != null) {
                seconds += Math.max(0, evidence.now() - end);
            }
        }
        return new Exposure(seconds / 60, evidence.exposure(), null);
    }

    static @Nullable Double smallestEffect(Judgement judgement) {
        return judgement
                .of(Role.SYMPTOM)
                .findFirst()
                .map(Finding::smallestVisible)
                .orElse(null);
    }

    /** What is missing before it can say proceed, one entry a reason that waits for something. */
    static List<Blocking> blocking(
            List<io.patchrisk.model.policy.Reason> reasons, @Nullable Assessment assessment, Policy policy) {
        List<Blocking> blocking = new ArrayList<>();
        for (io.patchrisk.model.policy.Reason reason : reasons) {
            Blocking entry = blocking(reason, assessment, policy);
            if (entry != null) {
                blocking.add(entry);
            }
        }
        return blocking;
    }

    private static @Nullable Blocking blocking(
            io.patchrisk.model.policy.Reason reason, @Nullable Assessment assessment, Policy policy) {
        Evidence evidence = assessment == null ? null : assessment.evidence();
        String code = reason.code().word();
        return switch (reason.code()) {
            case SOAKING ->
                new Blocking(
                        code,
                        "wait until the patched hosts have been watched long enough",
                        List.of(),
                        evidence == null ? null : Math.max(0, policy.soakSeconds() - evidence.afterSeconds()) / 60,
                        "minutes");
            case UNDERPOWERED -> {
                Judgement judgement = evidence == null ? null : evidence.judgement();
                int needed = judgement == null
                        ? 0
                        : PowerNeeded.patchedHosts(judgement.controlHosts(), judgement.alpha())
                                - judgement.patchedHosts();
                yield new Blocking(
                        code,
                        "patch more hosts in the first wave, or have more unpatched hosts of the same stratum observed",
                        List.of(),
                        needed > 0 ? (double) needed : null,
                        needed > 0 ? "patched hosts" : null);
            }
            case LOG_UNPROVEN,
                    COVERAGE,
                    HOSTS_SILENT,
                    IN_TRANSITION,
                    PREFLIGHT,
                    NO_CONTROLS,
                    NO_DATA,
                    NOT_EXERCISED,
                    CRASH_UNEXPLAINED,
                    TRANSITION_STALLED,
                    EARLIER_WAVE,
                    NOT_STARTED,
                    MODEL_ABSTAINS,
                    OUT_OF_RANGE,
                    CONFIRMING -> new Blocking(code, reason.text(), hosts(reason), null, null);
            default -> null;
        };
    }

    private static List<HostId> hosts(io.patchrisk.model.policy.Reason reason) {
        List<HostId> hosts = new ArrayList<>();
        for (String key : List.of("hosts", "missing")) {
            if (reason.code() != ReasonCode.PREFLIGHT && reason.evidence().get(key) instanceof List<?> names) {
                names.forEach(name -> hosts.add(new HostId(name.toString())));
            }
        }
        return hosts;
    }

    static PatchState state(@Nullable Attempt attempt, boolean lost) {
        if (attempt == null) {
            return PatchState.PENDING;
        }
        if (lost) {
            return PatchState.LOST_BY_REBOOT;
        }
        return switch (attempt.state()) {
            case IN_TRANSITION -> PatchState.IN_TRANSITION;
            case PATCHED, INSTANT_UNKNOWN -> PatchState.PATCHED;
            case CUT_OFF -> PatchState.LOST_BY_REBOOT;
            case REVERTED, REFUSED -> PatchState.FAILED;
            case ROLLED_BACK -> PatchState.ROLLED_BACK;
        };
    }
}
