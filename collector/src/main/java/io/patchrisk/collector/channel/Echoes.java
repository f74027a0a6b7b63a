// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Knows lines that a host sends by more than one channel, so that one report does not become two. The kernel's stamp and the
 * text are the same whichever way a line came; lines without a stamp cannot be told and all pass. Safe on any thread.
 */
public final class Echoes {

    /** Lines a host that are remembered: some reports, and as many as fit between two flushes of the slower channel. */
    private static final int MEMORY = 4096;

    /** Stamps begin again with each boot, which takes longer than this; two channels place one line this near. */
    private static final long NEAR_MILLIS = 3_000;

    private final Map<HostId, Memory> hosts = new ConcurrentHashMap<>();
    private final LongAdder echoes = new LongAdder();

    private static final class Memory {
        private final long[] hashes = new long[MEMORY];
        private final long[] millis = new long[MEMORY];
        private final int[] channels = new int[MEMORY];
    }

    /**
     * A sink that passes on what no other channel has sent.
     *
     * @param channel number of the channel, from 1; what it offers again is no echo
     */
    public KernelLogSink before(KernelLogSink sink, int channel) {
        return (host, lines) -> {
            List<LogLine> first = heardFirst(host, lines, channel);
            return first.isEmpty() ? Future.succeededFuture() : sink.accept(host, first);
        };
    }

    /** Lines that had come by another channel. */
    public long count() {
        return echoes.sum();
    }

    private List<LogLine> heardFirst(HostId host, List<LogLine> lines, int channel) {
        Memory memory = hosts.computeIfAbsent(host, id -> new Memory());
        List<LogLine> first = new ArrayList<>(lines.size());
        synchronized (memory) {
            for (LogLine line : lines) {
                if (isEcho(line, channel, memory)) {
                    echoes.increment();
                } else {
                    first.add(line);
                }
            }
        }
        return first;
    }

    private static boolean isEcho(LogLine line, int channel, Memory memory) {
        Long stamp = line.stampMicros();
        if (stamp == null) {
            return false;
        }
        // Daemons cut blanks off the end.
        long hash = stamp * 0x9E3779B97F4A7C15L + line.text().stripTrailing().hashCode();
        int slot = (int) Long.remainderUnsigned(hash, MEMORY);
        long at = line.at().toEpochMilli();
        if (memory.hashes[slot] == hash
                && memory.channels[slot] != channel
                && memory.channels[slot] != 0
                && Math.abs(memory.millis[slot] - at) <= NEAR_MILLIS) {
            return true;
        }
        memory.hashes[slot] = hash;
        memory.millis[slot] = at;
        memory.channels[slot] = channel;
        return false;
    }
}
