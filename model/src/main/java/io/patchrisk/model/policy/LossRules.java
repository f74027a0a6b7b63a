// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.feature.Incidents;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** What hosts that fell silent or rebooted unplanned decide. */
final class LossRules {

    /** As many losses are the patch's when chance gives them less often than this. */
    private static final double IMPROBABLE = 0.001;

    /** Patched hosts fall silent no more frequently than controls when chance gives as many at least so often. */
    private static final double USUAL = 0.05;

    private LossRules() {}

    static List<Reason> of(Evidence evidence, Policy policy) {
        Incidents incidents = evidence.incidents();
        TreeSet<HostId> lost = new TreeSet<>(incidents.patchedRebooted());
        lost.addAll(incidents.patchedSilent());
        if (lost.isEmpty()) {
            return List.of();
        }
        TreeSet<HostId> onControls = new TreeSet<>(incidents.controlsRebooted());
        onControls.addAll(incidents.controlsSilent());
        double p = chance(lost.size(), incidents.patchedHosts(), onControls.size(), incidents.controlHosts());
        if (p < IMPROBABLE) {
            return List.of(new Reason(
                    ReasonCode.HOSTS_LOST,
                    Wording.of(
                            "%d of %d patched hosts are lost against %d of %d controls (p = %.2g)",
                            lost.size(), incidents.patchedHosts(), onControls.size(), incidents.controlHosts(), p),
                    Map.of("hosts", Wording.names(lost), "p", p)));
        }
        boolean rebooted = !incidents.patchedRebooted().isEmpty();
        if (!rebooted && usual(evidence, p, policy)) {
            return List.of();
        }
        return List.of(new Reason(
                rebooted ? ReasonCode.HOST_LOST : ReasonCode.HOSTS_SILENT,
                Wording.of(
                        "%d of %d patched hosts %s",
                        lost.size(), incidents.patchedHosts(), rebooted ? "were lost" : "are silent"),
                Map.of("hosts", Wording.names(lost))));
    }

    /**
     * Of thousands of hosts some are always silent. Where controls are, too, no more rarely than chance explains, and enough
     * patched hosts are observed, the silent ones are named in the coverage and hold nobody up.
     */
    private static boolean usual(Evidence evidence, double p, Policy policy) {
        return !evidence.incidents().controlsSilent().isEmpty()
                && p >= USUAL
                && evidence.coverage().share() >= policy.minimumCoverage();
    }

    /** The chance of so many or more on patched hosts, given all (Fisher's exact test); 1 where nothing can be compared. */
    private static double chance(int lost, int patched, int lostControls, int controls) {
        if (controls == 0 || lostControls == controls) {
            return 1;
        }
        return FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(new int[][] {{lost, patched - lost}, {lostControls, controls - lostControls}})
                .getPValue();
    }
}
