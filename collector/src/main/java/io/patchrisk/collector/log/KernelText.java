// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushed kernel log text of one host: output of dmesg, records of /dev/kmsg, or bare lines. Not thread-safe; one a host
 * and boot, because it keeps the boot's clock.
 */
public final class KernelText {

    private final StampClock clock = new StampClock();
    private long lines;
    private long cutLines;

    /**
     * The lines of one push. Stamps are placed by the newest of them, which is taken to be as old as the push: what lies
     * before it in the same boot is that much older, however late it was pushed.
     *
     * @param text whole lines; a last one without an end counts as a line
     * @param arrival when the push came
     */
    public List<LogLine> read(byte[] text, Instant arrival) {
        LineCutter cutter = new LineCutter();
        List<String> raw = new ArrayList<>(cutter.feed(text));
        String rest = cutter.rest();
        if (rest != null) {
            raw.add(rest);
        }
        lines += raw.size();
        cutLines += cutter.cutLines();
        List<LinePrefix> prefixed = raw.stream().map(LinePrefix::of).toList();
        for (LinePrefix line : prefixed) {
            Long stamp = line.stampMicros();
            if (stamp != null) {
                clock.observe(stamp, arrival);
            }
        }
        return prefixed.stream().map(line -> place(line, arrival)).toList();
    }

    /** Another boot began: its stamps have nothing to do with those before. */
    public void newBoot() {
        clock.reset();
    }

    /** Lines read so far. */
    public long lines() {
        return lines;
    }

    /** Lines of which the part beyond {@link LineCutter#MAX_LENGTH} was cut off. */
    public long cutLines() {
        return cutLines;
    }

    private LogLine place(LinePrefix line, Instant arrival) {
        Long stamp = line.stampMicros();
        Instant wall = stamp == null ? null : clock.wall(stamp);
        return new LogLine(wall == null ? arrival : wall, stamp, line.level(), line.caller(), false, line.text());
    }
}
