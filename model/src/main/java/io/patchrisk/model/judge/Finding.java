// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison found for one signal.
 *
 * @param signal which
 * @param patchedHosts patched hosts with enough data
 * @param controlHosts controls with enough data
 * @param patchedShift median movement of the patched hosts, in the signal's unit
 * @param controlShift median movement of the controls, in the signal's unit
 * @param statistic movement of the patched hosts beyond the controls', in units of what chance does on these hosts,
 *     positive when it is for the worse: of the level, or in the way they moved most, whichever is more; each host
 *     counts at most {@link Judge#CLAMP}
 * @param weakest smallest movement for the worse of any patched host, in the same units
 * @param controlStatistic median movement of the controls for the worse, in the same units
 * @param aspect in what way the patched hosts moved most beyond the controls
 * @param deviate how unusual that is among hosts drawn at random, in standard deviations
 * @param p probability of a deviate this large in any aspect of any signal of the same family at this look, if the patch
 *     did nothing; by the hosts' own past, of as large a step in any symptom
 * @param basis what the p-value compares with
 * @param smallestVisible smallest statistic that this look could have called significant; of what the hosts' own past
 *     found, the most that it is
 * @param significant whether it crossed the boundary of this look or of one before, or the hosts' own past finds it, and it
 *     is still there
 * @param carriers of a significant one, the patched hosts that moved at least half as far as all of them on average, the
 *     farthest first: nearly all where each moved a little, few where one kind of host moved badly
 * @param beganAfter of a significant one, seconds from the patch instant to the last scrape before they began to move
 *     ({@link ChangePoint}): 0 with the patch, negative before it; null where it cannot be told
 */
public record Finding(
        Signal signal,
        int patchedHosts,
        int controlHosts,
        double patchedShift,
        double controlShift,
        double statistic,
        double weakest,
        double controlStatistic,
        Aspect aspect,
        double deviate,
        double p,
        Basis basis,
        double smallestVisible,
        boolean significant,
        List<HostId> carriers,
        @Nullable Double beganAfter) {

    /** What a p-value compares patched hosts with. */
    public enum Basis {
        /** Unpatched hosts: the labels are exchanged. */
        CONTROLS,
        /** Their own before windows, less what controls did at the same time: the instants are exchanged. */
        OWN_PAST
    }

    public Finding {
        carriers = List.copyOf(carriers);
    }
}
