// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import static io.patchrisk.scoring.evaluation.Html.count;
import static io.patchrisk.scoring.evaluation.Html.escaped;
import static io.patchrisk.scoring.evaluation.Html.figure;
import static io.patchrisk.scoring.evaluation.Html.number;
import static io.patchrisk.scoring.evaluation.Html.percent;
import static io.patchrisk.scoring.evaluation.Html.said;
import static io.patchrisk.scoring.evaluation.Html.small;
import static io.patchrisk.scoring.evaluation.Html.time;

import io.patchrisk.scoring.evaluation.Chart.Axis;
import io.patchrisk.scoring.evaluation.Chart.Point;
import io.patchrisk.scoring.evaluation.ModelReport.Count;
import io.patchrisk.scoring.evaluation.ModelReport.Decisions;
import io.patchrisk.scoring.evaluation.ModelReport.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of the page about what was decided. */
final class DecisionSections {

    /** More reasons than this are no reading. */
    private static final int REASONS = 4;

    private final ModelReport report;

    DecisionSections(ModelReport report) {
        this.report = report;
    }

    String decisions() {
        List<List<String>> rows = new ArrayList<>();
        report.decisions()
                .forEach(row -> rows.add(List.of(
                        escaped(row.title()),
                        bar(row),
                        "" + row.stop(),
                        "" + row.hold(),
                        "" + row.unknown(),
                        "" + row.proceed(),
                        reasons(row.reasons()))));
        return "<p>Harm ought to be stopped, or at least held; benign patches ought to proceed. Small cohorts cannot: see"
                + " <a href=\"#sizes\">by numbers of hosts</a>.</p>\n"
                + Html.table(
                        "Cohorts by decision",
                        List.of(
                                "~Kind",
                                "~",
                                swatch("stop"),
                                swatch("hold"),
                                swatch("unknown"),
                                swatch("proceed"),
                                "~~leading reasons"),
                        rows);
    }

    private static String swatch(String decision) {
        return "<span class=\"swatch " + decision + "\"></span>" + decision;
    }

    private static String bar(Decisions row) {
        StringBuilder text = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
        part(text, "stop", row.stop(), row.cohorts());
        part(text, "hold", row.hold(), row.cohorts());
        part(text, "unknown", row.unknown(), row.cohorts());
        part(text, "proceed", row.proceed(), row.cohorts());
        return text.append("</div>").toString();
    }

    private static void part(StringBuilder text, String decision, int some, int all) {
        if (some > 0) {
            text.append(said("<i class=\"%s\" style=\"width:%.2f%%\"></i>", decision, 100.0 * some / all));
        }
    }

    private static String reasons(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .limit(REASONS)
                .map(entry -> "<code>" + escaped(entry.getKey()) + "</code> " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    String falseStops() {
        List<List<String>> rows = new ArrayList<>();
        report.falseStops()
                .forEach(row -> rows.add(List.of(
                        escaped(row.title()),
                        row.stoppedRuns() + " of " + row.runs(),
                        said("%.1f %%", 100 * row.runsUpperBound()),
                        row.stoppedApart() + " of " + row.apart(),
                        said("%.1f %%", 100 * row.apartUpperBound()),
                        row.stoppedCohorts() + " of " + row.cohorts())));
        return Html.table(
                        "Stops where nothing was done, at any look, with exact binomial bounds",
                        List.of(
                                "~Kind",
                                "runs in a stopped cohort",
                                "at most (95&nbsp;%)",
                                "stopped cohorts that share no run",
                                "at most (95&nbsp;%)",
                                "stopped cohorts in all"),
                        rows)
                + "<p class=\"soft\">A run counts as stopped when any cohort with it among its patched hosts was: one stop of"
                + " 20 hosts is 20 such runs. 299 runs without one are needed to bound the share by 1 %.</p>\n";
    }

    String abstention() {
        List<List<String>> rows = new ArrayList<>();
        report.abstention()
                .forEach(row -> rows.add(List.of(
                        escaped(row.title()),
                        "" + row.cohorts(),
                        percent(row.calledBenign()),
                        percent(row.calledHarmful()),
                        percent(row.abstains()),
                        percent(row.outOfRange()))));
        return "<p>" + escaped(report.source().guarantee()) + "</p>\n"
                + Html.table(
                        "What the model says at the last look, by conformal prediction",
                        List.of("~Kind", "cohorts", "benign", "harmful", "abstains", "out of range"),
                        rows);
    }

    String sizes() {
        List<List<String>> rows = new ArrayList<>();
        report.sizes()
                .forEach(row -> rows.add(List.of(
                        hosts(row.patchedFrom(), row.controlsFrom()),
                        count(row.loudStopped()),
                        count(row.visibleStopped()),
                        percent(row.visibleStoppedShare()),
                        count(row.otherHarmStopped()),
                        count(row.benignStopped()),
                        count(row.benignProceeded()),
                        percent(row.benignProceededShare()),
                        small(row.smallestP()),
                        number(row.smallestEffect(), "%.1f"))));
        return Html.table(
                "Cohorts of at least so many hosts, up to the next row’s numbers",
                List.of(
                        "~Patched / controls",
                        "loud harm stopped",
                        "visible silent harm stopped",
                        "share",
                        "other harm stopped",
                        "benign stopped",
                        "benign that can be judged proceed",
                        "share",
                        "smallest p possible",
                        "smallest effect to be seen"),
                rows);
    }

    String times() {
        double most = report.times().stream().mapToDouble(Time::seconds).max().orElse(60) / 60;
        double step = most <= 3 ? 0.5 : most <= 12 ? 1 : most <= 30 ? 5 : Math.ceil(most / 60) * 10;
        Chart chart = new Chart(
                "Share of cohorts stopped, or proceeding, by minutes after the patch",
                new Axis("minutes after the patch", Math.ceil(most / step) * step, step, false),
                Axis.share("cohorts"),
                760,
                340);
        series(chart, "loud harm stopped", Time::loudStopped);
        series(chart, "visible silent harm stopped", Time::visibleStopped);
        series(chart, "other harm stopped", Time::otherHarmStopped);
        series(chart, "benign stopped", Time::benignStopped);
        series(chart, "benign proceed", Time::benignProceed);
        List<List<String>> rows = new ArrayList<>();
        report.times()
                .forEach(row -> rows.add(List.of(
                        escaped(row.look().equals("end") ? "end" : time(row.seconds())),
                        "" + row.harmful(),
                        "" + row.benign(),
                        figure(row.auc(), 3),
                        count(row.loudStopped()),
                        count(row.visibleStopped()),
                        count(row.otherHarmStopped()),
                        count(row.benignStopped()),
                        count(row.benignProceed()))));
        return chart.html(
                        "Cohorts whose recordings last so long; a stop stays. The end of the recordings is in the table only.")
                + Html.table(
                        "By look",
                        List.of(
                                "~Look",
                                "harmful",
                                "benign",
                                "area under ROC",
                                "loud harm stopped",
                                "visible silent harm stopped",
                                "other harm stopped",
                                "benign stopped",
                                "benign proceed"),
                        rows);
    }

    private void series(Chart chart, String name, Function<Time, Count> counts) {
        List<Point> points = new ArrayList<>();
        for (Time time : report.times()) {
            Count count = counts.apply(time);
            if (count.of() > 0 && !time.look().equals("end")) {
                points.add(new Point(
                        time.seconds() / 60,
                        count.some() / (double) count.of(),
                        name + " by " + time(time.seconds()) + ": " + count.some() + " of " + count.of()));
            }
        }
        if (!points.isEmpty()) {
            chart.dotted(name, points);
        }
    }

    String families() {
        List<List<String>> rows = new ArrayList<>();
        report.families()
                .forEach(row -> rows.add(List.of(
                        name(row),
                        escaped(row.dose()),
                        escaped(row.kind()),
                        "" + row.runs(),
                        "" + row.cohorts(),
                        small(row.medianRisk()),
                        figure(row.auc(), 3),
                        count(row.stopped()),
                        time(row.secondsToStop()),
                        number(row.scrapesToStop(), "%.0f"),
                        count(row.proceeded()),
                        count(row.abstained()),
                        count(row.outOfRange()))));
        return Html.table(
                "What was done to the patched hosts, and what came of it",
                List.of(
                        "~Fault",
                        "~dose",
                        "kind",
                        "runs",
                        "cohorts",
                        "median risk",
                        "area under ROC",
                        "stopped",
                        "time to stop, median",
                        "in scrapes",
                        "proceed",
                        "model abstains",
                        "out of range"),
                rows);
    }

    String cells() {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport.Family family : report.families()) {
            for (ModelReport.Cell cell : family.sizes()) {
                ModelReport.Decided decided = cell.decisions();
                rows.add(List.of(
                        name(family),
                        escaped(family.dose()),
                        escaped(family.kind()),
                        hosts(cell.patchedFrom(), cell.controlsFrom()),
                        "" + decided.cohorts(),
                        "" + decided.stop(),
                        "" + decided.hold(),
                        "" + decided.unknown(),
                        "" + decided.proceed(),
                        number(cell.scrapesToStop(), "%.0f"),
                        small(cell.smallestP()),
                        number(cell.smallestEffect(), "%.1f")));
            }
        }
        return Html.table(
                "Cohorts to which the same was done, of at least so many hosts, up to the next row’s numbers",
                List.of(
                        "~Fault",
                        "~dose",
                        "kind",
                        "patched / controls",
                        "cohorts",
                        swatch("stop"),
                        swatch("hold"),
                        swatch("unknown"),
                        swatch("proceed"),
                        "scrapes to stop, median",
                        "smallest p possible",
                        "smallest effect to be seen"),
                rows);
    }

    private static String hosts(int patchedFrom, int controlsFrom) {
        return patchedFrom + "+ / " + (controlsFrom == 0 ? "none" : controlsFrom + "+");
    }

    private static String name(ModelReport.Family family) {
        return escaped(family.family().isEmpty() ? family.kind() : family.family());
    }
}
