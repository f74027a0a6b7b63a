// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

/**
 * What became of the lines made from messages: {@code lines = handed + waiting + droppedOrdinary + droppedTelling}.
 *
 * @param handed lines that the sink took
 * @param waiting lines queued or on their way to the sink
 * @param droppedOrdinary lines dropped because the queue was full
 * @param droppedTelling dropped lines that belonged to reports, live patches or boots, when only such were left
 * @param failures batches that the sink did not take; they are offered again
 */
public record LineCounters(long handed, long waiting, long droppedOrdinary, long droppedTelling, long failures) {

    /** Nothing happened yet. */
    public static final LineCounters NONE = new LineCounters(0, 0, 0, 0, 0);

    /** Both together. */
    public LineCounters plus(LineCounters other) {
        return new LineCounters(
                handed + other.handed,
                waiting + other.waiting,
                droppedOrdinary + other.droppedOrdinary,
                droppedTelling + other.droppedTelling,
                failures + other.failures);
    }
}
