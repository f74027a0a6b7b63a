// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel log in a file, read piece by piece into facts with their line numbers. Its times are those of its own stamps,
 * counted from the epoch: nobody knows when it arrived. Not thread-safe.
 */
public final class KernelLogScan {

    private final LineCutter cutter = new LineCutter();
    private final KernelLogReader reader = new KernelLogReader();
    private Instant now = Instant.EPOCH;

    /** Facts that became certain by the bytes from {@code from} to before {@code to}. */
    public List<Found> feed(byte[] bytes, int from, int to) {
        List<Found> found = new ArrayList<>();
        for (String line : cutter.feed(bytes, from, to)) {
            List<Found> certain = reader.read(line(line));
            if (!certain.isEmpty()) {
                found.addAll(certain);
            }
        }
        return found;
    }

    /** Facts that become certain by the end of the log. */
    public List<Found> finish() {
        List<Found> found = new ArrayList<>();
        String rest = cutter.rest();
        if (rest != null) {
            found.addAll(reader.read(line(rest)));
        }
        found.addAll(reader.finish());
        return found;
    }

    private LogLine line(String text) {
        LinePrefix prefix = LinePrefix.of(text);
        Long stamp = prefix.stampMicros();
        if (stamp != null) {
            now = Instant.ofEpochSecond(stamp / 1_000_000, stamp % 1_000_000 * 1000);
        }
        return new LogLine(now, stamp, prefix.level(), prefix.caller(), false, prefix.text());
    }
}
