// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the datagrams of one source or of all. They add up:
 * {@code received = delivered + rejected + dropped + held}.
 *
 * @param received datagrams that arrived
 * @param delivered datagrams whose content was handed on as log lines
 * @param rejected datagrams that were not netconsole's, by reason
 * @param dropped netconsole datagrams that were not handed on, by reason
 * @param held datagrams that wait for their neighbours
 * @param missing sequence numbers that never came: lost on the way, or not sent because of the console's log level
 * @param reboots boots that were recognised by their sequence or stamps starting again
 * @param replayed lines that were sent long after they were printed
 * @param cutLines lines of which the part beyond the longest line was cut off
 */
public record NetconsoleCounters(
        long received,
        long delivered,
        Map<String, Long> rejected,
        Map<String, Long> dropped,
        long held,
        long missing,
        long reboots,
        long replayed,
        long cutLines) {

    /** Nothing happened yet. */
    public static final NetconsoleCounters NONE = new NetconsoleCounters(0, 0, Map.of(), Map.of(), 0, 0, 0, 0, 0);

    public NetconsoleCounters {
        rejected = Map.copyOf(rejected);
        dropped = Map.copyOf(dropped);
    }

    /** Both together. */
    public NetconsoleCounters plus(NetconsoleCounters other) {
        return new NetconsoleCounters(
                received + other.received,
                delivered + other.delivered,
                sum(rejected, other.rejected),
                sum(dropped, other.dropped),
                held + other.held,
                missing + other.missing,
                reboots + other.reboots,
                replayed + other.replayed,
                cutLines + other.cutLines);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> all = new TreeMap<>(one);
        other.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return all;
    }
}
