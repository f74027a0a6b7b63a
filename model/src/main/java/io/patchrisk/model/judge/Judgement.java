// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one look at a cohort found.
 *
 * @param look scrapes in the after window that were used; 0 when the first look is still to come
 * @param patchedHosts patched hosts that have data to compare; before the first look all of them
 * @param controlHosts controls that have data to compare; before the first look all of them
 * @param findings one a signal, strongest first
 * @param smallestP the smallest p-value these numbers of hosts can give
 * @param alpha what may be spent of the false-alarm rate up to this look
 * @param spending what the looks so far spent
 */
public record Judgement(
        int look,
        int patchedHosts,
        int controlHosts,
        List<Finding> findings,
        double smallestP,
        double alpha,
        Spending spending) {

    public Judgement {
        findings = findings.stream()
                .sorted(Comparator.comparingDouble(Finding::statistic)
                        .reversed()
                        .thenComparing(Finding::signal))
                .toList();
    }

    /** Whether no result whatever could have been significant. */
    public boolean underpowered() {
        return smallestP > alpha;
    }

    /** Findings of one role, strongest first. */
    public Stream<Finding> of(Role role) {
        return findings.stream().filter(finding -> finding.signal().role() == role);
    }

    /** Findings of one role that are significant at this look. */
    public List<Finding> significant(Role role) {
        return of(role).filter(Finding::significant).toList();
    }
}
