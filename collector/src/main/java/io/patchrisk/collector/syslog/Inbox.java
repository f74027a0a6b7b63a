// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.channel.Outboxes;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.syslog.Parsed.Kernel;
import io.patchrisk.collector.syslog.Parsed.Reason;
import io.patchrisk.collector.syslog.Parsed.Rejected;
import io.patchrisk.model.fact.HostId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where messages of all senders arrive, whichever way: parsed, put down to their hosts, and counted. */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** Names nobody knows that are told to the operator, each once. */
    private static final int MOST_TOLD = 100;

    private final SyslogSenders senders;
    private final Outboxes outboxes;
    private final InstantSource clock;
    private final Map<HostId, SyslogStream> streams = new LinkedHashMap<>();
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private final Set<String> told = new HashSet<>();
    private long cut;

    Inbox(SyslogSenders senders, Outboxes outboxes, InstantSource clock) {
        this.senders = senders;
        this.outboxes = outboxes;
        this.clock = clock;
    }

    /** Takes in one message of one sender. */
    void take(String address, byte[] message) {
        if (!senders.listed(address)) {
            reject(Reason.UNLISTED);
            return;
        }
        boolean tooLong = message.length > FrameCutter.MAX_LENGTH;
        cut += tooLong ? 1 : 0;
        byte[] bounded = tooLong ? Arrays.copyOf(message, FrameCutter.MAX_LENGTH) : message;
        Parsed parsed = SyslogParser.parse(bounded, clock.instant());
        if (parsed instanceof Rejected no) {
            reject(no.reason());
        } else if (parsed instanceof Kernel kernel) {
            deliver(address, kernel);
        }
    }

    void reject(Reason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    /** Counts messages of which something was cut off before they came here. */
    void cut(long messages) {
        cut += messages;
    }

    /** Hands on what waited long enough. */
    void flush() {
        Instant now = clock.instant();
        streams.forEach((host, stream) -> outboxes.add(host, stream.flush(now)));
    }

    /** Hands on all that waits. */
    void drain() {
        streams.forEach((host, stream) -> outboxes.add(host, stream.drain()));
    }

    ReceiverCounters counters() {
        MessageCounters all = new MessageCounters(0, 0, Map.of(), Map.of(), 0, 0, 0, 0, cut, 0);
        for (Map.Entry<Reason, Long> reason : rejected.entrySet()) {
            all = all.plus(MessageCounters.rejected(reason.getKey().toString(), reason.getValue()));
        }
        for (SyslogStream stream : streams.values()) {
            all = all.plus(stream.counters());
        }
        return new ReceiverCounters(all, outboxes.counters(), streams.size());
    }

    private void deliver(String address, Kernel message) {
        HostId host = senders.hosts().get(address);
        HostId from = host == null ? named(message.hostname()) : host;
        if (from == null) {
            reject(Reason.UNKNOWN_HOST);
            tell(address, message.hostname());
            return;
        }
        outboxes.add(
                from, streams.computeIfAbsent(from, id -> new SyslogStream()).accept(message));
    }

    private @Nullable HostId named(@Nullable String name) {
        return name == null ? null : senders.names().get(name.toLowerCase(Locale.ROOT));
    }

    private void tell(String relay, @Nullable String name) {
        String shown = name == null ? "no host" : "\"" + name.replaceAll("[^\\w.:-]", "?") + "\"";
        if (told.size() < MOST_TOLD && told.add(shown)) {
            LOG.warn(
                    "the syslog relay {} names {}, which is no id and no alias in hosts.list: what it logs is not taken",
                    relay,
                    shown);
        }
    }
}
