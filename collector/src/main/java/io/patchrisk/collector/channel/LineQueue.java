// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.log.ReportLines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines of one host that wait for the sink, in order. When it is full, ordinary lines go first, the oldest first; lines
 * of a crash report or of a live patch go only when there is nothing else.
 */
final class LineQueue {

    /** Characters a line may have on average; kernel logs have 70, and a line of 8 KiB must not count as one of them. */
    private static final int USUAL_LENGTH = 256;

    private record Numbered(long number, LogLine line) {}

    private final Deque<Numbered> ordinary = new ArrayDeque<>();
    private final Deque<Numbered> telling = new ArrayDeque<>();
    private final ReportLines reports = new ReportLines();
    private final int capacity;
    private long chars;
    private long number;
    private long droppedOrdinary;
    private long droppedTelling;

    LineQueue(int capacity) {
        this.capacity = capacity;
    }

    void add(LogLine line) {
        (reports.tells(line) ? telling : ordinary).addLast(new Numbered(number++, line));
        chars += line.text().length();
        while (size() > capacity || chars > (long) capacity * USUAL_LENGTH) {
            drop();
        }
    }

    private void drop() {
        Numbered first = ordinary.pollFirst();
        if (first != null) {
            chars -= first.line().text().length();
            droppedOrdinary++;
        } else {
            // The first lines of a report name it; its tail is worth less.
            chars -= telling.removeLast().line().text().length();
            droppedTelling++;
        }
    }

    /** Takes out the first lines, at most so many. */
    List<LogLine> poll(int most) {
        List<LogLine> lines = new ArrayList<>(Math.min(most, size()));
        while (lines.size() < most && size() > 0) {
            LogLine line = earlier().removeFirst().line();
            chars -= line.text().length();
            lines.add(line);
        }
        return lines;
    }

    private Deque<Numbered> earlier() {
        if (ordinary.isEmpty() || telling.isEmpty()) {
            return ordinary.isEmpty() ? telling : ordinary;
        }
        return ordinary.getFirst().number() < telling.getFirst().number() ? ordinary : telling;
    }

    int size() {
        return ordinary.size() + telling.size();
    }

    long droppedOrdinary() {
        return droppedOrdinary;
    }

    long droppedTelling() {
        return droppedTelling;
    }
}
