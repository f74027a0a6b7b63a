// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel log of one host, read line by line into facts. Linear in its input, bounded in memory, and no input makes
 * it throw. Not thread-safe.
 *
 * <p>A report is given out when its end is certain: its end marker, the first line of another, the banner of a boot, 5
 * quiet seconds by the log's own time, 40 lines that fit none, 400 lines, or {@link #flush}. A panic that only says it
 * follows from a report ({@code Fatal exception}, {@code panic_on_warn set}, …) is part of that report and no event of
 * its own; where the report before was lost, it is one {@code PANIC}.
 */
public final class KernelLogReader {

    /** How long after a report its own panic may come. */
    private static final Duration WAKE = Duration.ofSeconds(30);

    private static final Pattern BANNER = Pattern.compile("Linux version (\\S{1,120}) .*");
    private static final Pattern OOPS_CODE = Pattern.compile("Oops: [0-9a-f]{4,16} \\[#.*|Internal error: Oops.*");

    /** What was said while a report is open, kept back so that facts leave in order. */
    private final List<LogFact> waiting = new ArrayList<>();

    private @Nullable Report open;
    private @Nullable Instant lastReport;
    private long withheld;

    /** Takes in one line and returns the facts that became certain by it, in order of time. */
    public List<LogFact> feed(LogLine line) {
        List<LogFact> facts = new ArrayList<>(0);
        Report report = open;
        if (report != null && report.overBefore(line)) {
            close(facts);
        }
        String text = line.text();
        if (text.startsWith("Linux version ")) {
            banner(line, facts);
            return facts;
        }
        LivepatchMessage message = LivepatchWords.read(line);
        if (message != null) {
            livepatch(message, line, facts);
            return facts;
        }
        report(line, facts);
        return facts;
    }

    /** Gives out the report that is still open, because the log went quiet or ended. */
    public List<LogFact> flush() {
        List<LogFact> facts = new ArrayList<>(1);
        close(facts);
        return facts;
    }

    /**
     * Live-patch messages in replayed lines that were not given out: they would be taken for the moment at which the
     * patch was applied.
     */
    public long withheld() {
        return withheld;
    }

    private void banner(LogLine line, List<LogFact> facts) {
        close(facts);
        lastReport = null;
        Matcher banner = BANNER.matcher(line.text());
        if (banner.matches()) {
            facts.add(new BootBanner(line.at(), banner.group(1)));
        }
    }

    private void livepatch(LivepatchMessage message, LogLine line, List<LogFact> facts) {
        boolean instant = switch (message.step()) {
            case ENABLING, PATCHING_STARTED, PATCHING_COMPLETE, UNPATCHING_STARTED, UNPATCHING_COMPLETE -> true;
            case LOADING, SIGNALING, FORCED, REFUSED, MODULE_REFUSED -> false;
        };
        if (line.replayed() && instant) {
            withheld++;
        } else {
            (open == null ? facts : waiting).add(message);
        }
    }

    private void report(LogLine line, List<LogFact> facts) {
        String text = line.text();
        Opening opening = Openings.at(text);
        Report report = open;
        if (report == null) {
            if (opening != null && !afterword(line, opening)) {
                open = new Report(line, opening);
            }
            return;
        }
        if (text.startsWith("------------[ cut here ]") && report.mayHold(line) && !report.heldOpenAcrossCut()) {
            close(facts);
        } else if (opening != null && !report.continuedBy(text, opening)) {
            close(facts);
            open = new Report(line, opening);
        } else if (report.mayHold(line)) {
            report.add(line);
            if (text.startsWith("---[ end ")) {
                close(facts);
            }
        }
    }

    /** Whether the line belongs to a report that was already given out. */
    private boolean afterword(LogLine line, Opening opening) {
        Instant before = lastReport;
        if (before == null || Duration.between(before, line.at()).abs().compareTo(WAKE) > 0) {
            return false;
        }
        boolean code = opening.kind() == EventKind.OOPS
                && OOPS_CODE.matcher(line.text()).matches();
        return code || Panic.isRemnant(line.text());
    }

    private void close(List<LogFact> facts) {
        Report report = open;
        if (report != null) {
            facts.add(report.event());
            lastReport = report.kind().crashClass() ? report.lastAt() : lastReport;
            open = null;
        }
        facts.addAll(waiting);
        waiting.clear();
    }
}
