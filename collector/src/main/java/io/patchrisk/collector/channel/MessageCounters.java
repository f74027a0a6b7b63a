// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the messages of one source or of all. They add up:
 * {@code received = delivered + rejected + dropped + held}. A message is a datagram of netconsole's, and a datagram or frame
 * of syslog's.
 *
 * @param received messages that arrived
 * @param delivered messages whose content was handed on as log lines
 * @param rejected messages refused because of what they were, by reason
 * @param dropped kernel messages that were not handed on, by reason
 * @param held messages that wait for their neighbours
 * @param missing sequence numbers that never came: lost on the way, or not sent because of the console's log level
 * @param reboots boots that were recognised by their sequence or stamps starting again
 * @param replayed lines that were sent long after they were printed
 * @param cutLines lines of which the part beyond the longest line was cut off
 * @param dictionaryLines lines behind messages that say which device they are about; they are passed over
 */
public record MessageCounters(
        long received,
        long delivered,
        Map<String, Long> rejected,
        Map<String, Long> dropped,
        long held,
        long missing,
        long reboots,
        long replayed,
        long cutLines,
        long dictionaryLines) {

    /** Nothing happened yet. */
    public static final MessageCounters NONE = new MessageCounters(0, 0, Map.of(), Map.of(), 0, 0, 0, 0, 0, 0);

    public MessageCounters {
        rejected = Map.copyOf(rejected);
        dropped = Map.copyOf(dropped);
    }

    /** So many messages that were refused for one reason before anything else was known of them. */
    public static MessageCounters rejected(String reason, long count) {
        return new MessageCounters(count, 0, Map.of(reason, count), Map.of(), 0, 0, 0, 0, 0, 0);
    }

    /** Both together. */
    public MessageCounters plus(MessageCounters other) {
        return new MessageCounters(
                received + other.received,
                delivered + other.delivered,
                sum(rejected, other.rejected),
                sum(dropped, other.dropped),
                held + other.held,
                missing + other.missing,
                reboots + other.reboots,
                replayed + other.replayed,
                cutLines + other.cutLines,
                dictionaryLines + other.dictionaryLines);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> all = new TreeMap<>(one);
        other.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return all;
    }
}
