// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.KernelEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports whose ends are not certain, with what was said since the first of them began: facts leave in the order in
 * which they began. Several are open at once where kernels print who prints (CONFIG_PRINTK_CALLER).
 */
final class OpenReports {

    /** Reports open at once: more CPUs do not get to print at once, and each holds up to 64 KiB. */
    private static final int MOST_OPEN = 6;

    /** Facts held back behind an open report; a live-patch message may be as long as a line, 8 KiB. */
    private static final int MOST_WAITING = 32;

    private static final class Slot {

        final @Nullable Report report;

        @Nullable
        Found found;

        boolean closed;

        Slot(@Nullable Report report, @Nullable Found found) {
            this.report = report;
            this.found = found;
            this.closed = report == null;
        }
    }

    private final Deque<Slot> slots = new ArrayDeque<>();
    private final List<Slot> open = new ArrayList<>(2);
    private @Nullable Instant lastCrash;

    boolean isEmpty() {
        return open.isEmpty();
    }

    void open(Report report) {
        if (open.size() >= MOST_OPEN) {
            close(open.get(0));
        }
        Slot slot = new Slot(report, null);
        slots.addLast(slot);
        open.add(slot);
    }

    /** A report of one line, printed in the midst of another. */
    void aside(Report report) {
        open(report);
        close(report);
    }

    /** A fact that is no report. */
    void said(Found fact) {
        if (slots.size() >= MOST_WAITING) {
            closeAll();
        }
        slots.addLast(new Slot(null, fact));
    }

    /** The youngest open report that may hold the line; null when none may. */
    @Nullable
    Report holding(LogLine line) {
        Report holder = null;
        for (Slot slot : open) {
            Report report = slot.report;
            if (report != null && report.mayHold(line)) {
                holder = report;
            }
        }
        for (Slot slot : open) {
            if (slot.report != null && slot.report != holder) {
                slot.report.pass();
            }
        }
        return holder;
    }

    void closeOver(LogLine line) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Report report = open.get(i).report;
            if (report != null && report.overBefore(line)) {
                close(open.get(i));
            }
        }
    }

    void close(Report report) {
        slotsOf(report).forEach(this::close);
    }

    /** Forgets a report that turned out to be none. */
    void drop(Report report) {
        for (Slot slot : slotsOf(report)) {
            open.remove(slot);
            slots.remove(slot);
        }
    }

    void closeAll() {
        List.copyOf(open).forEach(this::close);
    }

    /** When the last report of a crash that was closed ended; null when none was since the last call. */
    @Nullable
    Instant lastCrash() {
        Instant at = lastCrash;
        lastCrash = null;
        return at;
    }

    /** Facts before which nothing is open any more. */
    List<Found> drain() {
        if (slots.isEmpty() || !slots.getFirst().closed) {
            return List.of();
        }
        List<Found> ready = new ArrayList<>();
        for (Iterator<Slot> each = slots.iterator(); each.hasNext(); ) {
            Slot slot = each.next();
            if (!slot.closed) {
                break;
            }
            if (slot.found != null) {
                ready.add(slot.found);
            }
            each.remove();
        }
        return ready;
    }

    private List<Slot> slotsOf(Report report) {
        return open.stream().filter(slot -> slot.report == report).toList();
    }

    private void close(Slot slot) {
        open.remove(slot);
        slot.closed = true;
        Report report = slot.report;
        KernelEvent event = report == null ? null : report.event();
        if (report == null || event == null) {
            return;
        }
        slot.found = new Found(event, report.firstNumber(), report.lastNumber());
        if (event.kind().crashClass()) {
            lastCrash = report.lastAt();
        }
    }
}
