// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on single hosts of a cohort, counted.
 *
 * @param attributed crash-class reports on patched hosts with the patch in their stack
 * @param unexplained other crash-class reports on patched hosts
 * @param hardware machine checks and memory errors on patched hosts
 * @param onControls crash-class reports on controls
 * @param patchedSilent patched hosts whose metrics stopped
 * @param controlsSilent controls whose metrics stopped
 * @param patchedRebooted patched hosts that rebooted unplanned
 * @param controlsRebooted controls that rebooted unplanned
 * @param patchedHosts patched hosts in all
 * @param controlHosts controls in all
 * @param crashEvidence how much more often patched hosts crash than controls of their stratum, nothing tied to the patch counted,
 *     as an e-value ({@link io.patchrisk.model.judge.RateEvidence})
 */
public record Incidents(
        List<Report> attributed,
        List<Report> unexplained,
        List<Report> hardware,
        List<Report> onControls,
        List<HostId> patchedSilent,
        List<HostId> controlsSilent,
        List<HostId> patchedRebooted,
        List<HostId> controlsRebooted,
        int patchedHosts,
        int controlHosts,
        double crashEvidence) {

    /**
     * One kernel report and where it came from.
     *
     * @param attribution what ties it to the patch; null on hosts without the patch
     * @param sincePatch seconds since the patch instant of its host; null on hosts without the patch
     */
    public record Report(
            HostId host,
            KernelEvent event,
            @Nullable Attribution attribution,
            @Nullable Double sincePatch) {

        /** A report of a host without the patch. */
        public Report(HostId host, KernelEvent event) {
            this(host, event, null, null);
        }
    }

    public Incidents {
        attributed = List.copyOf(attributed);
        unexplained = List.copyOf(unexplained);
        hardware = List.copyOf(hardware);
        onControls = List.copyOf(onControls);
        patchedSilent = List.copyOf(patchedSilent);
        controlsSilent = List.copyOf(controlsSilent);
        patchedRebooted = List.copyOf(patchedRebooted);
        controlsRebooted = List.copyOf(controlsRebooted);
    }

    /** How many different hosts the reports came from. */
    public static int hosts(List<Report> reports) {
        return (int) reports.stream().map(Report::host).distinct().count();
    }
}
