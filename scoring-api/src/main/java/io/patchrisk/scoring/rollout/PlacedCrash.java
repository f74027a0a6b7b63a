// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.scoring.fleet.HeardBoots;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A crash in time. Where lines of the same boot were heard while it ran, their clock places the log: it is better than any
 * time of a file, and what was heard before is then known again to the second.
 *
 * @param time when the kernel crashed, and how sure that is
 * @param lines its log; empty when there is none
 */
record PlacedCrash(CrashTime time, List<LogLine> lines) {

    /** Messages are heard some milliseconds late, and printk's clock drifts against the wall's by seconds a day. */
    private static final double HEARD_SECONDS = 2;

    static PlacedCrash of(CrashTime time, @Nullable CrashLog log, HeardBoots boots) {
        List<LogLine> lines = log == null ? List.of() : log.lines(time.at());
        Long newest = lines.stream()
                .map(LogLine::stampMicros)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        if (newest == null) {
            return new PlacedCrash(time, lines);
        }
        double stamp = newest / 1e6;
        double begun = Seconds.of(time.at()) - stamp;
        Double heard = boots.begun(lines);
        if (heard == null) {
            return new PlacedCrash(time, lines);
        }
        Duration off = Duration.ofNanos(Math.round((heard - begun) * 1e9));
        CrashTime better = new CrashTime(
                time.at().plus(off), Math.min(HEARD_SECONDS, time.errorSeconds()), CrashTime.Source.HEARD);
        return new PlacedCrash(
                better, lines.stream().map(line -> moved(line, off)).toList());
    }

    private static LogLine moved(LogLine line, Duration off) {
        return new LogLine(
                line.at().plus(off), line.stampMicros(), line.level(), line.caller(), line.replayed(), line.text());
    }

    /** Reports in the log. */
    int events() {
        return Clerk.events(lines);
    }
}
