// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

/**
 * What became of everything a receiver got, as of its last flush.
 *
 * @param messages messages of all sources; those of senders that nobody listed are rejected as {@code unlisted}
 * @param lines the lines made from them
 * @param sources senders heard so far that were listed
 */
public record ReceiverCounters(MessageCounters messages, LineCounters lines, int sources) {

    /** Nothing happened yet. */
    public static final ReceiverCounters NONE = new ReceiverCounters(MessageCounters.NONE, LineCounters.NONE, 0);
}
