// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.window.Member;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was found about a cohort; what rules and policy weigh.
 *
 * @param members hosts meant to be patched
 * @param judgement what the comparison with controls found
 * @param incidents what went wrong on single hosts
 * @param features of the cohort
 * @param coverage of the hosts the patch touched
 * @param exposure work done since the patch as a share of the usual; null when it cannot be told
 * @param risk the model's risk; null without a model
 * @param seenBefore fingerprints that unpatched hosts had
 * @param noveltyKnown whether the history of unpatched hosts is long enough to call a fingerprint new
 * @param afterSeconds seconds that a typical patched host has been watched after its transition
 * @param now seconds since the epoch
 */
public record Evidence(
        List<Member> members,
        Judgement judgement,
        Incidents incidents,
        FeatureVector features,
        Coverage coverage,
        @Nullable Double exposure,
        @Nullable Risk risk,
        Set<String> seenBefore,
        boolean noveltyKnown,
        double afterSeconds,
        double now) {

    public Evidence {
        members = List.copyOf(members);
        seenBefore = Set.copyOf(seenBefore);
    }

    /** Members the patch has touched. */
    public List<Member> touched() {
        return members.stream().filter(Member::touched).toList();
    }
}
