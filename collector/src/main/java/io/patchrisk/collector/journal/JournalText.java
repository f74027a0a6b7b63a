// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.journal;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.journal.Entry.Message;
import io.patchrisk.collector.journal.Entry.Passed;
import io.patchrisk.collector.journal.Entry.Reason;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.log.StampClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one host: an entry a line, as {@code journalctl -k -o json} writes it. The kernel's stamps are placed by
 * when the journal took the messages in. Not thread-safe; one a host, because it keeps the boots' clocks.
 */
public final class JournalText {

    /** Boots whose clocks are kept: the running one, and those of a crash before it. */
    private static final int MOST_BOOTS = 4;

    private final Map<String, StampClock> clocks = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StampClock> eldest) {
            return size() > MOST_BOOTS;
        }
    };

    /**
     * The lines of a piece of journal.
     *
     * @param text whole entries, one a line; empty lines are none
     * @param arrival when the piece came; what the journal says is later is taken to be as old as it
     */
    public ReadLog read(byte[] text, Instant arrival) {
        Map<String, Long> passedOver = new TreeMap<>();
        List<Message> messages = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '\n') {
                if (!blank(text, from, i)) {
                    take(EntryReader.read(text, from, i), messages, passedOver);
                }
                from = i + 1;
            }
        }
        for (Message message : messages) {
            Long stamp = message.stampMicros();
            if (stamp != null) {
                clock(message).observe(stamp, loggedAt(message, arrival));
            }
        }
        List<LogLine> lines = new ArrayList<>();
        messages.forEach(message -> place(message, arrival, lines, passedOver));
        return new ReadLog(lines, passedOver);
    }

    private static boolean blank(byte[] text, int from, int to) {
        return to == from || (to == from + 1 && text[from] == '\r');
    }

    private static void take(Entry entry, List<Message> messages, Map<String, Long> passedOver) {
        Reason reason = null;
        if (entry instanceof Passed passed) {
            reason = passed.reason();
        } else if (entry instanceof Message message) {
            boolean other = !messages.isEmpty() && !messages.get(0).hostname().equals(message.hostname());
            reason = other ? Reason.OTHER_HOST : null;
            if (!other) {
                messages.add(message);
            }
        }
        if (reason != null) {
            passedOver.merge(reason.toString(), 1L, Long::sum);
        }
    }

    private void place(Message message, Instant arrival, List<LogLine> lines, Map<String, Long> passedOver) {
        Long stamp = message.stampMicros();
        Instant printed = stamp == null ? null : clock(message).wall(stamp);
        Instant at = printed == null ? loggedAt(message, arrival) : earlier(printed, arrival);
        for (String text : message.text().split("\r?\n", -1)) {
            boolean tooLong = text.length() > LineCutter.MAX_LENGTH;
            String bounded = tooLong ? text.substring(0, LineCutter.MAX_LENGTH) : text;
            lines.add(new LogLine(at, stamp, message.level(), null, false, bounded));
            if (tooLong) {
                passedOver.merge(ReadLog.CUT, 1L, Long::sum);
            }
        }
    }

    private StampClock clock(Message message) {
        return clocks.computeIfAbsent(message.boot(), boot -> new StampClock());
    }

    private static Instant loggedAt(Message message, Instant arrival) {
        return earlier(message.loggedAt(), arrival);
    }

    private static Instant earlier(@Nullable Instant said, Instant arrival) {
        return said == null || said.isAfter(arrival) ? arrival : said;
    }
}
