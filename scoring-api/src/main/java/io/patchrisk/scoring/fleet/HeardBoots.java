// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Seconds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the stamps of a host's boots lie in time, by the lines that were heard while it ran. A log that is saved by a crash
 * has the same lines with the same stamps, to the microsecond, and is placed by them.
 */
public final class HeardBoots {

    /** Boots remembered; a crash is told after the next boot, or some boots later. */
    private static final int MOST = 4;

    /** Lines remembered of a boot: the last ones, which are what a crash saves first. */
    private static final int LINES = 16;

    /** Stamps fall by more than this only at a boot; CPUs that print at once differ by less. */
    private static final long FALL_MICROS = 1_000_000;

    private final List<Boot> boots = new ArrayList<>();

    /** One line, told from others by its stamp and its text. */
    private record Said(long stampMicros, int text) {}

    private static final class Boot {
        private final Deque<Said> last = new ArrayDeque<>();
        private double begun;
        private long newest;
    }

    void hear(List<LogLine> lines) {
        for (LogLine line : lines) {
            Long stamp = line.stampMicros();
            // What is printed before the clock runs is the same at every boot.
            if (stamp != null && stamp > 0 && !line.replayed()) {
                note(line, stamp);
            }
        }
    }

    private void note(LogLine line, long stamp) {
        Boot boot = boots.isEmpty() ? null : boots.get(boots.size() - 1);
        if (boot == null || stamp < boot.newest - FALL_MICROS) {
            boot = new Boot();
            boots.add(boot);
            if (boots.size() > MOST) {
                boots.remove(0);
            }
        }
        boot.begun = Seconds.of(line.at()) - stamp / 1e6;
        boot.newest = Math.max(boot.newest, stamp);
        boot.last.addLast(new Said(stamp, line.text().hashCode()));
        if (boot.last.size() > LINES) {
            boot.last.removeFirst();
        }
    }

    /**
     * When the boot began whose log this is, in seconds since the epoch; null when no boot was heard of which half of the
     * last lines are in it.
     */
    public @Nullable Double begun(List<LogLine> log) {
        Set<Said> saved = new HashSet<>();
        for (LogLine line : log) {
            Long stamp = line.stampMicros();
            if (stamp != null) {
                saved.add(new Said(stamp, line.text().hashCode()));
            }
        }
        for (int i = boots.size() - 1; i >= 0; i--) {
            Boot boot = boots.get(i);
            long found = boot.last.stream().filter(saved::contains).count();
            if (found > 0 && found * 2 >= boot.last.size()) {
                return boot.begun;
            }
        }
        return null;
    }
}
