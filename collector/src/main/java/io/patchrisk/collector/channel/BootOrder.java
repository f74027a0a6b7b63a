// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.log.StampClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one source as boots: places stamps on the wall clock, notices that a boot began, and knows old lines
 * that are sent again.
 *
 * <p>A console that registers sends the whole log buffer at once, old stamps first. Only its last lines tell the boot's
 * offset, so the first second of a source, and of everything that starts over, is held until it settled.
 */
public final class BootOrder {

    /**
     * How long the beginning is held; a burst of 400 lines takes a third of it. What is held is lost in a crash of ours,
     * and with the time to flush and to commit that must stay within a second.
     */
    static final Duration SETTLE = Duration.ofMillis(300);

    /** Messages held at most while settling; a log buffer of 256 KiB holds fewer. */
    private static final int MOST_SETTLING = 4096;

    /** Characters held at most while settling: the text of that log buffer. */
    private static final int MOST_SETTLING_CHARS = 256 * 1024;

    /** A stamp that falls by more than this starts over; CPUs that print at once differ by microseconds. */
    private static final long FALL_MICROS = 1_000_000;

    /** Older than this on arrival is replayed. A serial console of 115200 baud delays a 57 kB burst by as much. */
    static final Duration REPLAY_LAG = Duration.ofSeconds(5);

    private final Sequencer sequencer = new Sequencer();
    private final List<Held> settling = new ArrayList<>();
    private StampClock clock = new StampClock();
    private @Nullable Instant settlingSince;
    private boolean known;
    private long highestStamp = Long.MIN_VALUE;
    private int held;
    private int settlingChars;
    private long reboots;
    private long replayed;
    private long delivered;

    /** Takes in a message and returns the lines that are ready by it. */
    public List<LogLine> accept(Held message) {
        List<LogLine> lines = new ArrayList<>();
        if (startsOver(message)) {
            settle(lines);
        }
        if (!known || settlingSince != null || startsOver(message)) {
            hold(message);
            if (settling.size() >= MOST_SETTLING || settlingChars >= MOST_SETTLING_CHARS) {
                settle(lines);
            }
        } else {
            flow(message, lines);
        }
        return lines;
    }

    /** What is ready by {@code now} because it waited long enough. */
    public List<LogLine> flush(Instant now) {
        List<LogLine> lines = new ArrayList<>();
        Instant since = settlingSince;
        if (since != null && !since.plus(SETTLE).isAfter(now)) {
            settle(lines);
        }
        deliver(sequencer.expire(now), lines);
        return lines;
    }

    /** Everything that waits. */
    public List<LogLine> drain() {
        List<LogLine> lines = new ArrayList<>();
        settle(lines);
        deliver(sequencer.drain(), lines);
        return lines;
    }

    /** Datagrams whose messages wait. */
    public int held() {
        return held + sequencer.held();
    }

    /** Messages handed on as lines, in datagrams. */
    public long delivered() {
        return delivered;
    }

    /** Datagrams whose messages had been handed on before. */
    public long duplicates() {
        return sequencer.duplicates();
    }

    /** Sequence numbers that never came. */
    public long missing() {
        return sequencer.missing();
    }

    /** Boots that were recognised by their stamps starting again. */
    public long reboots() {
        return reboots;
    }

    /** Lines that were sent long after they were printed. */
    public long replayed() {
        return replayed;
    }

    private boolean startsOver(Held message) {
        Long stamp = message.stampMicros();
        return stamp != null && highestStamp != Long.MIN_VALUE && stamp < highestStamp - FALL_MICROS;
    }

    private void hold(Held message) {
        if (settlingSince == null) {
            settlingSince = message.arrival();
            highestStamp = Long.MIN_VALUE;
        }
        settling.add(message);
        held += message.datagrams();
        settlingChars += message.text().length();
        Long stamp = message.stampMicros();
        if (stamp != null) {
            highestStamp = Math.max(highestStamp, stamp);
        }
    }

    private void settle(List<LogLine> lines) {
        if (settlingSince == null) {
            return;
        }
        if (known && !sameBoot()) {
            deliver(sequencer.drain(), lines);
            sequencer.newBoot();
            clock = new StampClock();
            reboots++;
        }
        known = true;
        settlingSince = null;
        held = 0;
        settlingChars = 0;
        settling.forEach(this::observe);
        settling.sort(Comparator.comparingLong(m -> m.sequence() == null ? Long.MIN_VALUE : m.sequence()));
        settling.forEach(message -> deliver(sequencer.accept(message, fresh(message)), lines));
        settling.clear();
    }

    /** A replay in the boot that is known ends with lines that are new by its clock; those of another boot are not. */
    private boolean sameBoot() {
        return settling.stream().anyMatch(message -> message.stampMicros() != null && fresh(message));
    }

    private void flow(Held message, List<LogLine> lines) {
        observe(message);
        Long stamp = message.stampMicros();
        if (stamp != null) {
            highestStamp = Math.max(highestStamp, stamp);
        }
        deliver(sequencer.accept(message, fresh(message)), lines);
    }

    private void observe(Held message) {
        Long stamp = message.stampMicros();
        if (stamp != null) {
            clock.observe(stamp, message.arrival());
        }
    }

    private boolean fresh(Held message) {
        return Duration.between(printed(message), message.arrival()).abs().compareTo(REPLAY_LAG) <= 0;
    }

    private Instant printed(Held message) {
        Long stamp = message.stampMicros();
        Instant wall = stamp == null ? null : clock.wall(stamp);
        return wall == null ? message.arrival() : wall;
    }

    private void deliver(List<Held> messages, List<LogLine> lines) {
        for (Held message : messages) {
            Instant at = printed(message);
            boolean old = !fresh(message);
            delivered += message.datagrams();
            message.text().lines().forEach(text -> {
                lines.add(new LogLine(
                        at, message.stampMicros(), message.level(), message.caller(), old, message.sequence(), text));
                replayed += old ? 1 : 0;
            });
        }
    }
}
