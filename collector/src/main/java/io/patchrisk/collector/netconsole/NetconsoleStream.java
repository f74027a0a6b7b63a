// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.channel.BootOrder;
import io.patchrisk.collector.channel.Held;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.netconsole.Datagram.Fragment;
import io.patchrisk.collector.netconsole.Datagram.Legacy;
import io.patchrisk.collector.netconsole.Datagram.Message;
import io.patchrisk.collector.netconsole.Datagram.Reason;
import io.patchrisk.collector.netconsole.Datagram.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of one netconsole source, turned into log lines in order. Bounded in memory; no input makes it throw.
 * Not thread-safe.
 */
public final class NetconsoleStream {

    /** How long an unfinished line of legacy text waits for its end. */
    private static final Duration LEGACY_PATIENCE = Duration.ofMillis(250);

    private final Fragments fragments = new Fragments();
    private final BootOrder order = new BootOrder();
    private final LineCutter legacy = new LineCutter();
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private @Nullable Instant legacySince;
    private int legacyHeld;
    private long received;
    private long incomplete;
    private long cut;
    private long dictionaryLines;

    /** Takes in one datagram and returns the lines that are ready by it. */
    public List<LogLine> accept(byte[] datagram, Instant arrival) {
        received++;
        incomplete += fragments.giveUp(received);
        List<LogLine> lines = flush(arrival);
        lines.addAll(decoded(DatagramDecoder.decode(datagram), arrival, 1));
        return lines;
    }

    /** The lines that waited long enough by {@code now}; to be called a few times a second. */
    public List<LogLine> flush(Instant now) {
        List<LogLine> lines = new ArrayList<>();
        Instant since = legacySince;
        if (since != null && !since.plus(LEGACY_PATIENCE).isAfter(now)) {
            endLegacyLine(now, lines);
        }
        lines.addAll(order.flush(now));
        return lines;
    }

    /** Everything that waits; for the end of the source. What is still in pieces is dropped. */
    public List<LogLine> drain(Instant now) {
        List<LogLine> lines = new ArrayList<>();
        endLegacyLine(now, lines);
        incomplete += fragments.giveUp(Long.MAX_VALUE);
        lines.addAll(order.drain());
        return lines;
    }

    /** What became of the datagrams so far. */
    public MessageCounters counters() {
        Map<String, Long> reasons = new TreeMap<>();
        rejected.forEach((reason, count) -> reasons.put(reason.toString(), count));
        return new MessageCounters(
                received,
                order.delivered(),
                reasons,
                Map.of("duplicate", order.duplicates(), "incomplete", incomplete),
                (long) order.held() + fragments.held() + legacyHeld,
                order.missing(),
                order.reboots(),
                order.replayed(),
                cut + legacy.cutLines(),
                dictionaryLines);
    }

    private List<LogLine> decoded(Datagram datagram, Instant arrival, int datagrams) {
        if (datagram instanceof Message message) {
            dictionaryLines += message.dictionaryLines();
            return order.accept(new Held(
                    message.sequence(),
                    message.stampMicros(),
                    message.level(),
                    message.caller(),
                    bounded(message.text()),
                    arrival,
                    datagrams));
        }
        if (datagram instanceof Fragment fragment) {
            return fragment(fragment, arrival);
        }
        if (datagram instanceof Legacy text) {
            return legacy(text.text(), arrival);
        }
        if (datagram instanceof Rejected no) {
            rejected.merge(no.reason(), (long) datagrams, Long::sum);
        }
        return Collections.emptyList();
    }

    private List<LogLine> fragment(Fragment fragment, Instant arrival) {
        if (!fragments.fits(fragment)) {
            rejected.merge(Reason.BAD_FRAGMENT, 1L, Long::sum);
            return List.of();
        }
        Fragments.Whole whole = fragments.add(fragment, received);
        return whole == null
                ? List.of()
                : decoded(DatagramDecoder.whole(whole.header(), whole.body()), arrival, whole.datagrams());
    }

    private List<LogLine> legacy(String text, Instant arrival) {
        legacyHeld++;
        legacySince = arrival;
        List<LogLine> lines = new ArrayList<>();
        legacy.feed(text.getBytes(StandardCharsets.ISO_8859_1))
                .forEach(line -> lines.addAll(legacyLine(line, arrival)));
        if (legacyHeld == 0 && text.endsWith("\n")) {
            legacySince = null;
        }
        return lines;
    }

    private void endLegacyLine(Instant now, List<LogLine> lines) {
        String rest = legacy.rest();
        if (rest != null || legacyHeld > 0) {
            lines.addAll(legacyLine(rest == null ? "" : rest, now));
        }
        legacySince = null;
    }

    private List<LogLine> legacyLine(String line, Instant arrival) {
        LinePrefix prefix = LinePrefix.of(line);
        Held held = new Held(
                null, prefix.stampMicros(), prefix.level(), prefix.caller(), prefix.text(), arrival, legacyHeld);
        legacyHeld = 0;
        return order.accept(held);
    }

    private String bounded(String text) {
        if (text.length() <= LineCutter.MAX_LENGTH) {
            return text;
        }
        cut++;
        return text.substring(0, LineCutter.MAX_LENGTH);
    }
}
