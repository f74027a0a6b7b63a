// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the way a patch was loaded alone decides. */
final class TransitionRules {

    private static final int NAMED = 20;

    private TransitionRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        List<Reason> reasons = new ArrayList<>();
        double now = evidence.now();
        add(reasons, evidence, ReasonCode.FORCE_USED, "was forced into the patched state", Attempt::forced);
        add(
                reasons,
                evidence,
                ReasonCode.TRANSITION_STALLED,
                Wording.of("has taken longer than %.0f s", policy.stallSeconds()),
                // What scrapes blur is no stall: a patch first seen 60 s after the last look without it took 0 to 60 s.
                attempt -> attempt.transitionSeconds(now) - attempt.error() > policy.stallSeconds());
        add(reasons, evidence, ReasonCode.TRANSITION_REVERTED, "was reversed", state(Attempt.State.REVERTED));
        add(reasons, evidence, ReasonCode.TRANSITION_REVERTED, "was unloaded again", state(Attempt.State.ROLLED_BACK));
        add(reasons, evidence, ReasonCode.TRANSITION_REVERTED, "was cut off by a reboot", state(Attempt.State.CUT_OFF));
        add(reasons, evidence, ReasonCode.LOAD_REFUSED, "was refused by the kernel", state(Attempt.State.REFUSED));
        add(reasons, evidence, ReasonCode.IN_TRANSITION, "goes on", state(Attempt.State.IN_TRANSITION));
        add(
                reasons,
                evidence,
                ReasonCode.INSTANT_UNKNOWN,
                "was done before anybody looked",
                state(Attempt.State.INSTANT_UNKNOWN));
        for (Member member : evidence.touched()) {
            Attempt attempt = member.attempt();
            if (attempt != null && attempt.error() > 2 * member.host().scrapeInterval()) {
                reasons.add(new Reason(
                        ReasonCode.CLOCK,
                        Wording.of("the patch instant of a host is known to %.0f s only", attempt.error()),
                        Map.of("hosts", List.of(member.host().host().value()))));
            }
        }
        return reasons;
    }

    private static Predicate<Attempt> state(Attempt.State state) {
        return attempt -> attempt.state() == state;
    }

    private static void add(
            List<Reason> reasons, Evidence evidence, ReasonCode code, String what, Predicate<Attempt> which) {
        List<String> hosts = new ArrayList<>();
        for (Member member : evidence.touched()) {
            Attempt attempt = member.attempt();
            if (attempt != null && which.test(attempt)) {
                hosts.add(member.host().host().value());
            }
        }
        if (!hosts.isEmpty()) {
            reasons.add(new Reason(
                    code,
                    Wording.of(
                            "the transition %s on %d of %d hosts",
                            what, hosts.size(), evidence.touched().size()),
                    Map.of("hosts", hosts.stream().sorted().limit(NAMED).toList())));
        }
    }
}
