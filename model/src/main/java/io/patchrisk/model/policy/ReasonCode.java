// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import static io.patchrisk.model.policy.Decision.HOLD;
import static io.patchrisk.model.policy.Decision.PROCEED;
import static io.patchrisk.model.policy.Decision.STOP;
import static io.patchrisk.model.policy.Decision.UNKNOWN;

import io.patchrisk.model.word.Word;

/** Every reason a decision can have, with the decision it asks for. Strictest wins. */
public enum ReasonCode {
    CRASH_ATTRIBUTED(STOP, "A kernel report after the patch has the patch in its stack."),
    CRASH_REPEATED(STOP, "The same new kernel report appeared on two patched hosts."),
    CRASH_RATE(STOP, "Patched hosts crash more often than controls can explain."),
    FORCE_USED(STOP, "A transition was forced, which breaks the kernel's consistency model until reboot."),
    HOSTS_LOST(STOP, "More patched hosts were lost than controls can explain."),
    SYMPTOM_MOVED(STOP, "A symptom got worse on patched hosts beyond what chance does on controls."),
    RESOURCES_MOVED(STOP, "Resources of patched hosts moved together, far beyond what chance does on controls."),
    MANUAL_STOP(STOP, "A person stopped the rollout."),

    NO_DATA(UNKNOWN, "No patched host has metrics that could be compared."),
    STALE(UNKNOWN, "The newest evidence is older than it may be."),
    CLOCK(UNKNOWN, "The patch instant is known to no better than two scrapes."),
    NO_MODEL(UNKNOWN, "No model is loaded."),
    UNKNOWN_ROLLOUT(UNKNOWN, "No rollout of this name is known."),
    UNKNOWN_WAVE(UNKNOWN, "The rollout has no wave of this name."),
    UNKNOWN_HOST(UNKNOWN, "No host of this name is known."),

    CRASH_UNEXPLAINED(HOLD, "A patched host crashed; nothing ties it to the patch, and nobody has looked."),
    HARDWARE(HOLD, "A patched host reported a hardware error."),
    HOST_LOST(HOLD, "A patched host was lost: silent, or rebooted unplanned."),
    HOSTS_SILENT(HOLD, "Patched hosts fell silent."),
    TRANSITION_STALLED(HOLD, "A transition did not complete in time."),
    TRANSITION_REVERTED(HOLD, "A transition was reversed before it was complete."),
    LOAD_REFUSED(HOLD, "A kernel refused to load the patch."),
    IN_TRANSITION(HOLD, "Hosts are still in transition."),
    SIGNAL_MOVED(HOLD, "A signal got worse on patched hosts, but too little is known to stop for it."),
    RISK_ELEVATED(HOLD, "The model's risk is above what may proceed."),
    MODEL_ABSTAINS(HOLD, "The evidence does not tell harmful patches from benign ones."),
    OUT_OF_RANGE(HOLD, "The evidence lies outside what the model was trained on."),
    FLEET_EVENT(HOLD, "Controls got worse together with the patched hosts."),
    NOT_EXERCISED(HOLD, "Patched hosts have done too little work since the patch."),
    UNDERPOWERED(HOLD, "With these numbers of hosts no verdict is possible."),
    NO_CONTROLS(HOLD, "There are no controls to compare with."),
    NOT_COMPARABLE(HOLD, "Patched hosts and controls cannot be compared as they are."),
    COVERAGE(HOLD, "Too few patched hosts are observed."),
    LOG_UNPROVEN(HOLD, "The kernel log of patched hosts is not observed, so no crash is no evidence."),
    INSTANT_UNKNOWN(HOLD, "Hosts were found already patched; their patch instant is not known."),
    SOAKING(HOLD, "The patch has not been watched long enough."),
    CONFIRMING(HOLD, "The first look that would proceed; the next one must agree."),
    NOT_STARTED(HOLD, "No host of this wave is patched yet."),
    PREFLIGHT(HOLD, "Sources are not ready for a first host."),
    PAUSED(HOLD, "A person paused the rollout."),
    EARLIER_WAVE(HOLD, "An earlier wave is not finished."),
    UNPLANNED_WAVE(HOLD, "More hosts took the patch outside the plan than in the current wave."),

    NOTHING_FOUND(PROCEED, "Everything was looked at, and nothing spoke against going on."),
    RULES_AND_JUDGE(PROCEED, "By policy no model is asked; rules and the comparison with controls decide."),
    PREFLIGHT_READY(PROCEED, "No host is patched yet, and all sources are ready for the first wave."),
    OVERRIDE(PROCEED, "A person overrode the decision.");

    private final Decision asks;
    private final String meaning;

    ReasonCode(Decision asks, String meaning) {
        this.asks = asks;
        this.meaning = meaning;
    }

    /** The decision this reason alone would lead to. */
    public Decision asks() {
        return asks;
    }

    /** One sentence for documents and pages. */
    public String meaning() {
        return meaning;
    }

    /** The code as it stands in answers. */
    public String word() {
        return Word.of(this);
    }
}
