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
 * @param alternativeTitles other titles that the same bug may have: two events are one bug when their titles meet
 * @param function the function to blame; null when none can be named honestly
 * @param frames reliable stack entries, innermost first, including the instruction pointer's
 * @param corrupted whether the report lacks what it should have, so that nobody can be blamed by it
 * @param livePatchModules modules that carry the live-patch flag ({@code K}) in "Modules linked in"
 * @param taint taint letters, such as {@code GOEK}; empty when the report prints none
 * @param release kernel release, such as {@code 6.1.0-56-amd64}; null when the report prints none
 * @param fingerprint the same for the same bug whatever the addresses, CPUs, pids and builds
 * @param text the report as printed, bounded
 */
public record KernelEvent(
        Instant at,
        EventKind kind,
        String title,
        List<String> alternativeTitles,
        @Nullable String function,
        List<Frame> frames,
        boolean corrupted,
        List<String> livePatchModules,
        String taint,
        @Nullable String release,
        String fingerprint,
        String text)
        implements LogFact {

    public KernelEvent {
        alternativeTitles = List.copyOf(alternativeTitles);
        frames = List.copyOf(frames);
        livePatchModules = List.copyOf(livePatchModules);
    }

    /** An event with one title, whose report lacks nothing and names no release. */
    public KernelEvent(
            Instant at,
            EventKind kind,
            String title,
            @Nullable String function,
            List<Frame> frames,
            List<String> livePatchModules,
            String taint,
            String fingerprint,
            String text) {
        this(at, kind, title, List.of(), function, frames, false, livePatchModules, taint, null, fingerprint, text);
    }

    /** Whether the kernel it happened in had a live patch loaded, or ever had since it booted. */
    public boolean livePatched() {
        return !livePatchModules.isEmpty() || taint.indexOf('K') >= 0;
    }
}
