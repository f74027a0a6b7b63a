// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parsed report from a kernel log.
 *
 * @param at when the kernel printed its first line, as wall time
 * @param kind what it is
 * @param title one line in syzbot's convention, such as {@code WARNING in foo}
 * @param function the function to blame; null when none can be named honestly
 * @param frames reliable stack entries, innermost first, including the instruction pointer's
 * @param livePatchModules modules that carry the live-patch flag ({@code K}) in "Modules linked in"
 * @param taint taint letters, such as {@code GOEK}; empty when the report prints none
 * @param fingerprint the same for the same bug whatever the addresses, CPUs and pids
 * @param text the report as printed, bounded
 */
public record KernelEvent(
        Instant at,
        EventKind kind,
        String title,
        @Nullable String function,
        List<Frame> frames,
        List<String> livePatchModules,
        String taint,
        String fingerprint,
        String text)
        implements LogFact {

    public KernelEvent {
        frames = List.copyOf(frames);
        livePatchModules = List.copyOf(livePatchModules);
    }
}
