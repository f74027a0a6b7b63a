// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.channel.BootOrder;
import io.patchrisk.collector.channel.Held;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The kernel messages of one host, turned into log lines. The kernel's stamps are placed by when the host's daemon took
 * the messages in, so that a queue which waited for us does not make them younger, and so that what a daemon finds in the
 * log buffer when it starts counts as replayed. Not thread-safe.
 */
final class SyslogStream {

    private final BootOrder order = new BootOrder();
    private long received;
    private long cut;

    /** Takes in one message and returns the lines that are ready by it. */
    List<LogLine> accept(Parsed.Kernel message) {
        received++;
        List<LogLine> lines = new ArrayList<>();
        int messages = 1;
        for (String text : message.text().split("\n", -1)) {
            LinePrefix prefix = LinePrefix.of(bounded(text));
            lines.addAll(order.accept(new Held(
                    null,
                    prefix.stampMicros(),
                    message.severity(),
                    prefix.caller(),
                    prefix.text(),
                    message.loggedAt(),
                    messages)));
            messages = 0;
        }
        return lines;
    }

    /** The lines that waited long enough by {@code now}. */
    List<LogLine> flush(Instant now) {
        return order.flush(now);
    }

    /** Everything that waits. */
    List<LogLine> drain() {
        return order.drain();
    }

    MessageCounters counters() {
        return new MessageCounters(
                received,
                order.delivered(),
                Map.of(),
                Map.of(),
                order.held(),
                0,
                order.reboots(),
                order.replayed(),
                cut,
                0);
    }

    private String bounded(String text) {
        if (text.length() <= LineCutter.MAX_LENGTH) {
            return text;
        }
        cut++;
        return text.substring(0, LineCutter.MAX_LENGTH);
    }
}
