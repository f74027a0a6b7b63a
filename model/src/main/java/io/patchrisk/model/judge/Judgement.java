// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one look at a cohort found.
 *
 * @param look scrapes in the after window that were used; 0 when the first look is still to come
 * @param patchedHosts patched hosts that have data to compare; before the first look all of them
 * @param controlHosts controls that have data to compare; before the first look all of them
 * @param findings one a signal, strongest first
 * @param unlike signals that were not compared, because the arms parted in them before the patch already
 * @param unmatched patched hosts with data that were not compared, because no control of their stratum has any
 * @param smallestP the smallest p-value these numbers of hosts can give
 * @param alpha what may be spent of the false-alarm rate up to this look
 * @param spending what the looks so far spent
 */
public record Judgement(
        int look,
        int patchedHosts,
        int controlHosts,
        List<Finding> findings,
        Set<Signal> unlike,
        List<HostId> unmatched,
        double smallestP,
        double alpha,
        Spending spending) {

    /** Of symptoms, the share beyond which the arms are of different kinds. */
    private static final double MOST_UNLIKE = 1 / 3.0;

    /** Labelings that must be able to count for a verdict to be expected. */
    private static final int ROOM = 10;

    public Judgement {
        unmatched = List.copyOf(unmatched);
        unlike = Collections.unmodifiableSet(new TreeSet<>(unlike));
        findings = findings.stream()
                .sorted(Comparator.comparingDouble(Finding::statistic)
                        .reversed()
                        .thenComparing(Finding::signal))
                .toList();
    }

    /** Nothing could be compared. */
    static Judgement nothing(int look, int patched, int controls, double smallestP, double alpha, Spending spending) {
        return new Judgement(look, patched, controls, List.of(), Set.of(), List.of(), smallestP, alpha, spending);
    }

    /** Whether the arms parted before the patch in so many symptoms that what they do since says nothing of it. */
    public boolean incomparable() {
        long parted =
                unlike.stream().filter(signal -> signal.role() == Role.SYMPTOM).count();
        return parted > 0 && parted >= MOST_UNLIKE * (parted + of(Role.SYMPTOM).count());
    }

    /** Whether no result whatever could have been significant. */
    public boolean underpowered() {
        return smallestP > alpha;
    }

    /** The smallest p that these numbers of hosts must be able to give for a verdict to be expected at this look. */
    public double neededP() {
        return alpha / ROOM;
    }

    /**
     * Whether a verdict is to be expected where there is something to find: it needs room for more than the one labeling that
     * is the most extreme in every respect, or noise in any other signal prevents it.
     */
    public boolean powered() {
        return controlHosts > 0 && look >= Looks.FEWEST && smallestP <= neededP();
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
