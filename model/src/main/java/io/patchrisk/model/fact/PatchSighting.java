// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import java.util.List;

/**
 * The state of one live patch on one host as sysfs or a metric showed it at one moment.
 *
 * @param at when it was read
 * @param patch which patch
 * @param enabled contents of {@code /sys/kernel/livepatch/<patch>/enabled}
 * @param inTransition contents of {@code …/transition}
 * @param functions patched functions where they could be listed; empty when they were not
 */
public record PatchSighting(
        Instant at, PatchName patch, boolean enabled, boolean inTransition, List<String> functions) {

    public PatchSighting {
        functions = List.copyOf(functions);
    }
}
