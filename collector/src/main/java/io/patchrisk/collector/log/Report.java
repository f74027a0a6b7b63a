// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A report whose end is not certain yet. */
final class Report {

    /** Longest report kept; abrt drops reports beyond 80 lines of trace, and lockdep prints up to 300. */
    private static final int MOST_LINES = 400;

    /** Lines that fit no report, after which a report is over. */
    private static final int MOST_FOREIGN = 40;

    /** Characters of text kept. */
    private static final int MOST_TEXT = 16 * 1024;

    /** Printing a report takes milliseconds a line even on a serial console of 9600 baud. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Pattern TAINT = Pattern.compile("(?:CPU: .*|\\s*)\\bTainted: ((?:[A-Z] *)+) .*");
    private static final Pattern LIVE_PATCH_MODULE = Pattern.compile(" ([\\w-]+)\\([A-Z]*K[A-Z]*[+-]?\\)");
    private static final Pattern KASAN_ACCESS = Pattern.compile("(Read|Write) (?:of size|at addr) .*");

    private static final Pattern BELONGS = Pattern.compile(
            "(?:\\s|CPU: |Hardware name: |RIP|EIP|Code: |[CE]S: |[A-Z0-9]{2,3}: ?\\s?[0-9a-f]{8}|PKRU|Modules linked in|Oops"
                    + "|\\[<|task:|Call |</?\\w|#PF|PGD |BUG|WARNING|INFO|Kernel |rcu: |Tainted|\"echo 0|Workqueue|Internal error|Process |pc : |lr : |sp : |x\\d|pstate|Mem abort|Data abort|-----|=====|->|other info|Possible |stack backtrace|\\(detected).*");

    private final LogLine first;
    private final StringBuilder text = new StringBuilder();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> livePatchModules = new ArrayList<>();
    private final Opening opening;
    private final Stack stack;
    private String taint = "";
    private String access = "";
    private Instant last;
    private int lines;

    Report(LogLine first, Opening opening) {
        this.first = first;
        this.opening = opening;
        this.stack = new Stack(opening.kind());
        this.last = first.at();
        keep(first.text());
    }

    EventKind kind() {
        return opening.kind();
    }

    /** When its last line was printed. */
    Instant lastAt() {
        return last;
    }

    /** Whether the line can belong here as far as its caller tells: reports of two tasks may be printed at once. */
    boolean mayHold(LogLine line) {
        String here = first.caller();
        String there = line.caller();
        return here == null || there == null || here.equals(there) || (there.startsWith("C") && here.startsWith("T"));
    }

    /** Whether nothing more can come by the time of {@code line}. */
    boolean overBefore(LogLine line) {
        return lines >= MOST_LINES || foreign.size() >= MOST_FOREIGN || quietSince(line.at());
    }

    /** Whether a second first line continues this report: the oops code of a BUG, the panic after a warning. */
    boolean continuedBy(String text, Opening next) {
        if (Panic.isRemnant(text) && kind() != EventKind.PANIC) {
            return true;
        }
        return switch (kind()) {
            case HARDWARE, FILESYSTEM_READ_ONLY, OUT_OF_MEMORY, NETDEVICE_STUCK -> next.kind() == kind();
            case OOPS, BUG -> !stack.begun() && next.kind() == EventKind.OOPS && foreign.isEmpty();
            case LIST_CORRUPTION, USERCOPY -> !stack.begun() && continuesCorruption(next.kind());
            default -> false;
        };
    }

    private boolean continuesCorruption(EventKind next) {
        return next == kind() || next == EventKind.OOPS || next == EventKind.BUG;
    }

    /** A corruption is named before the line that cuts a report off from what was before. */
    boolean heldOpenAcrossCut() {
        return (kind() == EventKind.LIST_CORRUPTION || kind() == EventKind.USERCOPY) && !stack.begun();
    }

    void add(LogLine line) {
        String words = line.text();
        boolean inStack = stack.read(words);
        boolean fact = facts(words);
        boolean belongs = inStack || fact || BELONGS.matcher(words).matches();
        if (!belongs) {
            foreign.add(words);
            lines++;
            return;
        }
        foreign.forEach(this::keepText);
        foreign.clear();
        last = line.at();
        keep(words);
    }

    KernelEvent event() {
        List<Frame> frames = withNamed();
        String function = Blame.function(opening, frames, stack.lockHolders(), livePatchModules);
        String title = title(function);
        return new KernelEvent(
                first.at(),
                kind(),
                title,
                function,
                frames,
                livePatchModules,
                taint,
                Fingerprint.of(kind(), title, frames),
                text.toString());
    }

    private boolean quietSince(Instant now) {
        return Duration.between(last, now).abs().compareTo(QUIET) > 0;
    }

    /** A function that only the first line names is a frame too, the innermost. */
    private List<Frame> withNamed() {
        Frame named = opening.named();
        if (named == null || stack.frames().stream().anyMatch(f -> f.function().equals(named.function()))) {
            return stack.frames();
        }
        List<Frame> frames = new ArrayList<>(stack.frames());
        frames.add(0, named);
        return frames;
    }

    private String title(@Nullable String function) {
        String head = opening.title().replace(" " + Sanitizer.ACCESS, access);
        if (opening.naming() == Opening.Naming.NONE) {
            return TitleText.bounded(head);
        }
        return TitleText.bounded(head + " in " + Objects.requireNonNullElse(function, "corrupted"));
    }

    private boolean facts(String words) {
        if (words.startsWith("Modules linked in:")) {
            livePatchModules(words);
            return true;
        }
        if (taint.isEmpty() && words.contains("Tainted: ")) {
            Matcher tainted = TAINT.matcher(words);
            if (tainted.matches()) {
                taint = tainted.group(1).replace(" ", "");
                return true;
            }
        }
        if (access.isEmpty() && kind() == EventKind.SANITIZER) {
            Matcher accessed = KASAN_ACCESS.matcher(words);
            if (accessed.matches()) {
                access = " " + accessed.group(1);
                return true;
            }
        }
        return false;
    }

    private void livePatchModules(String words) {
        int unloaded = words.indexOf("[last unloaded");
        Matcher module = LIVE_PATCH_MODULE.matcher(unloaded < 0 ? words : words.substring(0, unloaded));
        while (module.find()) {
            if (!livePatchModules.contains(module.group(1))) {
                livePatchModules.add(module.group(1));
            }
        }
    }

    private void keep(String words) {
        lines++;
        keepText(words);
    }

    private void keepText(String words) {
        int room = MOST_TEXT - text.length() - 1;
        if (room > 0) {
            text.append(words, 0, Math.min(room, words.length())).append('\n');
        }
    }
}
