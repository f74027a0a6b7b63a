// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import io.patchrisk.model.policy.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What would change a decision, in one sentence for each reason it has. */
final class WouldChange {

    private static final int MOST = 5;

    private WouldChange() {}

    /** @param latched whether only a named person can change it */
    static List<String> of(Verdict verdict, boolean latched) {
        Set<String> sentences = new LinkedHashSet<>();
        if (latched) {
            sentences.add(
                    "A named person clears the stop and says why; it does not clear by itself, even if the signals"
                            + " recover.");
        }
        for (Reason reason : verdict.reasons()) {
            // What asks for less than was decided changes nothing by going away.
            if (reason.code().asks() == verdict.decision() || verdict.decision() == Decision.PROCEED) {
                sentences.add(of(reason.code()));
            }
        }
        return sentences.stream().limit(MOST).toList();
    }

    private static String of(ReasonCode code) {
        return switch (code) {
            case CRASH_ATTRIBUTED, CRASH_REPEATED ->
                "Somebody reads the kernel report and marks its fingerprint as known, because the patch is not its cause.";
            case CRASH_RATE, HOSTS_LOST, HOST_LOST, CRASH_UNEXPLAINED ->
                "The cause of the lost hosts is found and told: planned reboots, or a fault marked as known.";
            case FORCE_USED -> "The hosts whose transition was forced are rebooted.";
            case SYMPTOM_MOVED, RESOURCES_MOVED, SIGNAL_MOVED ->
                "The signals come back among the controls and stay there for two looks, or controls move as well.";
            case RISK_ELEVATED, MODEL_ABSTAINS ->
                "More patched hosts or more time make the evidence clearer, one way or the other.";
            case OUT_OF_RANGE -> "A person looks at the signals: the model has never seen the like.";
            case MANUAL_STOP, PAUSED -> "The person who said so lets it go on.";
            case NO_DATA, COVERAGE, HOSTS_SILENT, LOG_UNPROVEN, STALE, CLOCK ->
                "The hosts that are named are observed again: metrics and kernel log arrive.";
            case NO_MODEL -> "A model is loaded, or the policy does without one.";
            case UNKNOWN_ROLLOUT, UNKNOWN_WAVE, UNKNOWN_HOST -> "It is declared under this name.";
            case HARDWARE -> "The hardware of the hosts that are named is looked at.";
            case TRANSITION_STALLED, IN_TRANSITION ->
                "The transition ends; the task that blocks it is on the host, in /proc/PID/patch_state and its stack.";
            case TRANSITION_REVERTED, LOAD_REFUSED, INSTANT_UNKNOWN ->
                "The patch is loaded anew on the hosts that are named, or they are left out of the rollout.";
            case FLEET_EVENT -> "What makes patched and unpatched hosts worse together ends.";
            case NOT_EXERCISED -> "Patched hosts do their usual work.";
            case UNDERPOWERED, NO_CONTROLS, NOT_COMPARABLE ->
                "More patched hosts in this wave, or more unpatched hosts of the same stratum, are observed.";
            case SOAKING -> "Time: the patched hosts have been watched long enough, and nothing was found.";
            case CONFIRMING -> "The next look agrees.";
            case NOT_STARTED -> "A host of this wave is patched.";
            case PREFLIGHT -> "What is missing before a first host is there.";
            case EARLIER_WAVE -> "The earlier wave is finished.";
            case UNPLANNED_WAVE -> "The hosts outside the plan are declared as a wave.";
            case NOTHING_FOUND, RULES_AND_JUDGE, PREFLIGHT_READY ->
                "A kernel report with the patch in its stack, a symptom that moves on patched hosts alone, or data that stops"
                        + " coming.";
            case OVERRIDE -> "The override expires or is withdrawn.";
        };
    }
}
