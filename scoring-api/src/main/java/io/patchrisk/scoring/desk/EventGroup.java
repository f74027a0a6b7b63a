// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All kernel events of one fingerprint that concern a rollout.
 *
 * @param fingerprint the same for the same bug
 * @param kind what it is
 * @param title one line
 * @param function the function to blame; null when none can be named honestly
 * @param attributed whether it is put down to the patch
 * @param why on what grounds it is, or is not
 * @param secondsSincePatch from the patch instant of its host to the earliest of them; null when none came after one
 * @param knownUntil until when people marked it as known; null when nobody did
 * @param count events in all
 * @param patchedHosts patched hosts that had it after their patch instant
 * @param controlHosts hosts that had it unpatched
 * @param firstAt when the first was printed
 * @param lastAt when the last was printed
 * @param firstHost host of the first
 * @param sample one report as printed, bounded
 * @param marked lines of {@code sample}, from 0, that name a patched function or a module of the patch
 */
public record EventGroup(
        String fingerprint,
        EventKind kind,
        String title,
        @Nullable String function,
        boolean attributed,
        String why,
        @Nullable Double secondsSincePatch,
        @Nullable Instant knownUntil,
        int count,
        List<HostId> patchedHosts,
        List<HostId> controlHosts,
        Instant firstAt,
        Instant lastAt,
        HostId firstHost,
        String sample,
        List<Integer> marked) {

    public EventGroup {
        patchedHosts = List.copyOf(patchedHosts);
        controlHosts = List.copyOf(controlHosts);
        marked = List.copyOf(marked);
    }
}
