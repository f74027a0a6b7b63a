// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report whose end is not certain yet. */
final class Report {

    /** Longest report kept; abrt drops reports beyond 80 lines of trace, and lockdep prints up to 300. */
    private static final int MOST_LINES = 1000;

    /** Lines that fit no report, after which a report is over. */
    private static final int MOST_FOREIGN = 40;

    /** The same where the first line alone proves nothing: a stack follows at once or not at all. */
    private static final int MOST_BEFORE_PROOF = 6;

    /** Lines of others, after which a report is over whose caller is silent. */
    private static final int MOST_PASSING = 2000;

    /** Printing a report takes milliseconds a line even on a serial console of 9600 baud. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final LogLine first;
    private final long firstNumber;
    private final Opening opening;
    private final Set<String> livePatches;
    private final Title title;
    private final Stacks stacks = new Stacks();
    private final ReportFacts facts = new ReportFacts();
    private final ReportText text = new ReportText();
    private Instant last;
    private long lastNumber;
    private int lines;
    private int foreign;
    private int passing;
    private boolean otherCpus;
    private boolean mixed;
    private final EnumSet<EventKind> asides = EnumSet.noneOf(EventKind.class);

    Report(LogLine first, long number, Opening opening, Set<String> livePatches) {
        this.livePatches = livePatches;
        this.first = first;
        this.firstNumber = number;
        this.lastNumber = number;
        this.opening = opening;
        this.title = new Title(opening, first.text());
        this.last = first.at();
        text.keep(first.text());
        facts.read(first.text());
        lines++;
    }

    EventKind kind() {
        return opening.kind();
    }

    /** When its last line was printed. */
    Instant lastAt() {
        return last;
    }

    long firstNumber() {
        return firstNumber;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** Whether the line can belong here as far as its caller tells: reports of two tasks may be printed at once. */
    boolean mayHold(LogLine line) {
        if (first.stampMicros() != null && line.stampMicros() == null) {
            return false;
        }
        String here = first.caller();
        String there = line.caller();
        return here == null || there == null || here.equals(there) || (otherCpus && there.startsWith("C"));
    }

    /** Whether nothing more can come by the time of {@code line}. */
    boolean overBefore(LogLine line) {
        return lines >= MOST_LINES
                || foreign >= (opening.certainty() == Opening.Certainty.WITH_DUMP ? MOST_BEFORE_PROOF : MOST_FOREIGN)
                || passing >= MOST_PASSING
                || Duration.between(last, line.at()).abs().compareTo(QUIET) > 0;
    }

    /** Whether a second first line continues this report: the oops code of a BUG, the panic after a warning. */
    boolean continuedBy(String words, Opening next) {
        if (words.startsWith("unreferenced object")) {
            return opening.title().equals(next.title()) && !stacks.begun();
        }
        if (next.certainty() != Opening.Certainty.CERTAIN && next.certainty() != Opening.Certainty.OWN_WORDS) {
            return kind() != EventKind.PANIC || !words.startsWith("Kernel panic") || !stacks.begun();
        }
        return switch (kind()) {
            case HARDWARE, FILESYSTEM_READ_ONLY, OUT_OF_MEMORY, NETDEVICE_STUCK -> next.kind() == kind();
            case OOPS, BUG, LIST_CORRUPTION, USERCOPY -> !stacks.headed() && explains(next);
            case RCU_STALL, SOFT_LOCKUP -> stumbles() && next.kind() == EventKind.WARNING;
            case WARNING -> opening.naming() == Opening.Naming.TITLE_WITH_STACK && !stacks.begun() && explains(next);
            default -> false;
        };
    }

    /** Whether the kernel may trip over a warning while it gathers stacks for this report. */
    private boolean stumbles() {
        return (kind() == EventKind.RCU_STALL || kind() == EventKind.SOFT_LOCKUP)
                && !stacks.headed()
                && first.caller() != null;
    }

    private boolean explains(Opening next) {
        return switch (next.kind()) {
            case OOPS -> true;
            case PANIC -> next.title().equals(opening.title());
            case BUG -> kind() == EventKind.LIST_CORRUPTION || kind() == EventKind.USERCOPY || title.unfinished();
            case WARNING -> kind() == EventKind.WARNING;
            default -> next.kind() == kind() && kind() != EventKind.OOPS;
        };
    }

    /** What is damaged may be said before the line that cuts a report off from what was before. */
    boolean heldOpenAcrossCut() {
        if (stumbles()) {
            return true;
        }
        boolean foreword = kind() == EventKind.LIST_CORRUPTION
                || kind() == EventKind.USERCOPY
                || opening.naming() == Opening.Naming.TITLE_WITH_STACK
                || title.unfinished();
        return foreword && !stacks.begun();
    }

    /** Whether somebody else's stack begins in the midst of this report, and nothing tells whose lines are whose. */
    boolean intrudedBy(String words) {
        return first.caller() == null && ReportWords.intrudes(words);
    }

    /** Whether the function to blame is known already. */
    boolean told() {
        return stacks.headed() && blame().function() != null;
    }

    /** What follows may be another's. */
    void mix() {
        mixed = true;
    }

    /** Whether a line that is an event by itself was printed in the midst of this report; once for each kind. */
    boolean interruptedBy(Opening other) {
        boolean single = switch (other.kind()) {
            case HARDWARE, FILESYSTEM_READ_ONLY, OUT_OF_MEMORY, NETDEVICE_STUCK -> true;
            default -> false;
        };
        return single && other.kind() != kind() && !asides.contains(other.kind());
    }

    /** Remembers that a kind of event was printed in the midst of this report. */
    void interrupted(Opening other) {
        asides.add(other.kind());
    }

    /** A line of somebody else was printed meanwhile. */
    void pass() {
        passing++;
    }

    void add(LogLine line, long number) {
        String words = line.text();
        boolean stack = stacks.read(words);
        boolean fact = facts.read(words);
        boolean detail = title.read(words);
        otherCpus |= words.startsWith("Sending NMI");
        lines++;
        passing = 0;
        if (!stack && !fact && !detail && !ReportWords.belongs(words)) {
            foreign++;
            text.hold(words);
            return;
        }
        foreign = 0;
        last = line.at();
        lastNumber = number;
        text.keep(words);
    }

    private boolean proven() {
        boolean stamped = first.stampMicros() != null || first.level() != LogLine.NO_LEVEL;
        boolean dumped = stacks.headed() && facts.told();
        return switch (opening.certainty()) {
            case CERTAIN, REMNANT -> true;
            case OWN_WORDS -> stamped || dumped;
            case WITH_DUMP -> dumped;
            case WITH_STACK -> stacks.headed();
        };
    }

    private Blame blame() {
        Set<String> modules = new HashSet<>(livePatches);
        modules.addAll(facts.livePatchModules());
        return new Blame(opening, stacks, modules);
    }

    /** The event; null when what looked like a report turned out to be none. */
    @Nullable
    KernelEvent event() {
        stacks.end();
        if (!proven()) {
            return null;
        }
        Blame blame = blame();
        boolean doubtful = mixed || (first.caller() == null && blame.injected());
        List<Frame> frames = blame.stack();
        Title.Words words = title.words(doubtful ? null : blame.function(), stacks, mixed, doubtful);
        return new KernelEvent(
                first.at(),
                kind(),
                words.title(),
                words.alternatives(),
                words.function(),
                frames,
                words.corrupted(),
                facts.livePatchModules(),
                facts.taint(),
                facts.release(),
                Fingerprint.of(opening, words, frames),
                text.toString());
    }
}
