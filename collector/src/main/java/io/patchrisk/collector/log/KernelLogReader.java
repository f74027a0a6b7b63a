// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Shutdown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel log of one host, read line by line into facts. Linear in its input, bounded in memory, and no input makes
 * it throw. Not thread-safe.
 *
 * <p>A report is given out when its end is certain: its end marker, the first line of another by the same caller, the
 * banner of a boot, 5 quiet seconds by the log's own time, 40 lines that fit none, 1000 lines, or {@link #flush}. A panic
 * that only says it follows from a report ({@code Fatal exception}, {@code panic_on_warn set}, …) is part of that report
 * and no event of its own; where the report before was lost, it is one {@code PANIC}.
 */
public final class KernelLogReader {

    /** How long after a report its own panic may come. */
    private static final Duration WAKE = Duration.ofSeconds(30);

    /** Names of live patches kept; a host loads a handful in one boot. */
    private static final int MOST_PATCHES = 64;

    private static final Pattern BANNER = Pattern.compile("Linux version (\\S{1,120}) .*", Pattern.DOTALL);
    private static final Pattern OOPS_CODE =
            Pattern.compile("(?:Oops: )?(?:Oops: [0-9a-f]{4,16} \\[#|Internal error: Oops|invalid opcode: )");

    private final OpenReports reports = new OpenReports();
    private @Nullable Instant lastReport;
    private final Set<String> livePatches = new HashSet<>();
    private long lines;
    private long withheld;

    /** Takes in one line and returns the facts that became certain by it, in order of time. */
    public List<LogFact> feed(LogLine line) {
        List<Found> found = read(line);
        return found.isEmpty() ? List.of() : found.stream().map(Found::fact).toList();
    }

    /** Gives out the reports that are still open, because the log went quiet or ended. */
    public List<LogFact> flush() {
        return finish().stream().map(Found::fact).toList();
    }

    /** As {@link #feed}, with the lines that each fact was read from. */
    public List<Found> read(LogLine line) {
        lines++;
        if (!reports.isEmpty()) {
            reports.closeOver(line);
            noteClosed();
        }
        String text = line.text();
        if (text.startsWith("Linux version ")) {
            banner(line);
        } else if (ReportWords.shutDown(text)) {
            reports.said(new Found(new Shutdown(line.at()), lines, lines));
        } else if (!livepatch(line)) {
            report(line);
        }
        return reports.drain();
    }

    /** As {@link #flush}, with the lines that each fact was read from. */
    public List<Found> finish() {
        reports.closeAll();
        noteClosed();
        return reports.drain();
    }

    /**
     * Live-patch messages in replayed lines that were not given out: they would be taken for the moment at which the
     * patch was applied.
     */
    public long withheld() {
        return withheld;
    }

    private void banner(LogLine line) {
        reports.closeAll();
        lastReport = null;
        livePatches.clear();
        Matcher banner = BANNER.matcher(line.text());
        if (banner.matches()) {
            reports.said(new Found(new BootBanner(line.at(), banner.group(1)), lines, lines));
        }
    }

    private boolean livepatch(LogLine line) {
        LivepatchMessage message = LivepatchWords.read(line);
        if (message == null) {
            return false;
        }
        if (message.patch() != null && livePatches.size() < MOST_PATCHES) {
            livePatches.add(message.patch().value());
        }
        boolean instant = switch (message.step()) {
            case ENABLING, PATCHING_STARTED, PATCHING_COMPLETE, UNPATCHING_STARTED, UNPATCHING_COMPLETE -> true;
            case LOADING, SIGNALING, FORCED, REFUSED, MODULE_REFUSED -> false;
        };
        if (line.replayed() && instant) {
            withheld++;
        } else {
            reports.said(new Found(message, lines, lines));
        }
        return true;
    }

    private void report(LogLine line) {
        String text = line.text();
        Opening opening = Openings.at(text);
        Report report = reports.isEmpty() ? null : reports.holding(line);
        if (report == null) {
            if (opening != null && !afterword(line, opening)) {
                reports.open(new Report(line, lines, opening, livePatches));
            }
        } else if (text.startsWith("** replaying previous printk message")) {
            reports.drop(report);
        } else if (opening != null && report.interruptedBy(opening)) {
            report.interrupted(opening);
            reports.aside(new Report(line, lines, opening, livePatches));
        } else if (opening != null && !report.continuedBy(text, opening)) {
            reports.close(report);
            noteClosed();
            if (!afterword(line, opening)) {
                reports.open(new Report(line, lines, opening, livePatches));
            }
        } else if (text.startsWith("------------[ cut here ]") && !report.heldOpenAcrossCut()) {
            reports.close(report);
            noteClosed();
        } else if (report.intrudedBy(text) && report.told()) {
            reports.close(report);
            noteClosed();
        } else {
            if (report.intrudedBy(text)) {
                report.mix();
            }
            report.add(line, lines);
            if (text.startsWith("---[ end ")) {
                reports.close(report);
                noteClosed();
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
                && OOPS_CODE.matcher(line.text()).lookingAt();
        return code || opening.certainty() == Opening.Certainty.REMNANT;
    }

    private void noteClosed() {
        Instant crash = reports.lastCrash();
        lastReport = crash == null ? lastReport : crash;
    }
}
