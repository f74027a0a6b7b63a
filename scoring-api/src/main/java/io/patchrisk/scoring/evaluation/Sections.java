// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import static io.patchrisk.scoring.evaluation.Html.escaped;
import static io.patchrisk.scoring.evaluation.Html.figure;
import static io.patchrisk.scoring.evaluation.Html.said;

import io.patchrisk.model.evaluation.Curve;
import io.patchrisk.model.training.Part;
import io.patchrisk.scoring.evaluation.Chart.Axis;
import io.patchrisk.scoring.evaluation.Chart.Point;
import io.patchrisk.scoring.evaluation.ModelReport.Content;
import io.patchrisk.scoring.evaluation.ModelReport.Source;
import io.patchrisk.scoring.evaluation.ReportPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The parts of the page, in the order in which they are read. */
final class Sections {

    private final ModelReport report;

    Sections(ModelReport report) {
        this.report = report;
    }

    List<Section> all() {
        DecisionSections decisions = new DecisionSections(report);
        return List.of(
                new Section("short", "In short", summary()),
                new Section("data", "What was measured", data()),
                new Section("ranking", "Is harm told from no harm?", ranking()),
                new Section("calibration", "Are the probabilities right?", calibration()),
                new Section("decisions", "What was decided", decisions.decisions()),
                new Section("false-stops", "False stops", decisions.falseStops()),
                new Section("abstention", "Where the model does not know", decisions.abstention()),
                new Section("sizes", "By numbers of hosts", decisions.sizes()),
                new Section("time", "By time after the patch", decisions.times()),
                new Section("faults", "By fault and dose", decisions.families()),
                new Section("cells", "By fault, dose and numbers of hosts", decisions.cells()),
                new Section("method", "How to read this", method()));
    }

    /** The figures that are asked for first. */
    private String summary() {
        StringBuilder text = new StringBuilder("<ul class=\"key\">");
        for (ModelReport.Ranking row : report.ranking()) {
            if (row.kind().equals("all") || row.kind().equals(Kind.VISIBLE.word())) {
                tile(text, figure(row.auc(), 3), "area under ROC: " + row.title() + ", " + row.runs() + " runs");
            }
        }
        ModelReport.Mix lab = report.mixes().get(0);
        tile(text, figure(lab.brier(), 3), "Brier score at the lab's mix");
        tile(text, figure(lab.calibrationError(), 3), "expected calibration error at the lab's mix");
        ModelReport.FalseStops stops =
                report.falseStops().get(report.falseStops().size() - 1);
        tile(
                text,
                stops.stoppedRuns() + " of " + stops.runs(),
                said("benign runs stopped; at most %.1f %% (95 %%)", 100 * stops.runsUpperBound()));
        return text.append("</ul>\n").toString();
    }

    private static void tile(StringBuilder text, String figure, String words) {
        text.append("<li><strong>")
                .append(figure)
                .append("</strong><span>")
                .append(escaped(words))
                .append("</span></li>");
    }

    private String data() {
        Source source = report.source();
        StringBuilder text = new StringBuilder("<dl>");
        entry(text, "Model", source.model() + ", trained " + source.trainedAt());
        entry(text, "SHA-256 of the model", source.modelSha256());
        String clock = source.clock() == null ? "" : ", only hosts on clock " + source.clock();
        entry(text, "Table", source.table() + ", part " + source.part() + clock);
        entry(text, "SHA-256 of the table", source.tableSha256());
        entry(text, "Decisions made by", String.join(", ", source.decidedBy()));
        entry(text, "Stated prior", said("%.3g %% of rollouts do harm", 100 * source.priorHarm()));
        text.append("</dl>\n");
        if (!source.decidedBy().equals(List.of(source.model()))) {
            text.append("<p><strong>The decisions below are not this model’s:</strong> build the table again with"
                    + " <code>--model</code> to see them.</p>\n");
        }
        if (source.part().equals(Part.TRAIN.word())) {
            text.append("<p><strong>Models learn from part train:</strong> what is measured on it flatters.</p>\n");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Content content : report.contents()) {
            rows.add(List.of(
                    escaped(content.title()),
                    "" + content.modules(),
                    "" + content.runs(),
                    "" + content.cohorts(),
                    "" + content.looks()));
        }
        return text.append(Html.table(
                        "Modules and runs are independent; cohorts are bundles of runs, and looks repeat cohorts",
                        List.of("~Kind", "modules", "runs", "cohorts", "looks"),
                        rows))
                .toString();
    }

    private static void entry(StringBuilder text, String term, String value) {
        text.append("<dt>")
                .append(term)
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>");
    }

    private String ranking() {
        List<List<String>> rows = new ArrayList<>();
        report.ranking()
                .forEach(row -> rows.add(List.of(
                        escaped(row.title()),
                        "" + row.modules(),
                        "" + row.runs(),
                        "" + row.cohorts(),
                        figure(row.auc(), 3),
                        figure(row.averagePrecision(), 3))));
        Chart roc = new Chart(
                "ROC: share of harmful cohorts flagged against share of benign cohorts flagged, at every threshold",
                Axis.share("benign cohorts flagged"),
                Axis.share("harmful cohorts flagged"),
                440,
                380);
        Chart precision = new Chart(
                "Precision against recall at every threshold, at the lab's mix",
                Axis.share("harmful cohorts flagged (recall)"),
                Axis.share("flagged ones that are harmful (precision)"),
                440,
                380);
        report.curves().forEach(curve -> {
            roc.line(curve.title(), points(curve.points(), Curve.Point::falseAlarms, Curve.Point::recall));
            precision.line(curve.title(), points(curve.points(), Curve.Point::recall, Curve.Point::precision));
        });
        return Html.table(
                        "Harmful cohorts of each kind against all benign ones, at the last look",
                        List.of("~Harm", "modules", "runs", "cohorts", "area under ROC", "average precision"),
                        rows)
                + "<div class=\"charts\">"
                + roc.diagonal().html("ROC. The dashed diagonal is a coin.")
                + precision.html(
                        "Precision and recall. Precision depends on how many cohorts do harm: here, the lab’s mix.")
                + "</div>\n";
    }

    private static List<Point> points(
            List<Curve.Point> of, ToDoubleFunction<Curve.Point> x, ToDoubleFunction<Curve.Point> y) {
        return of.stream()
                .map(point -> new Point(x.applyAsDouble(point), y.applyAsDouble(point), ""))
                .toList();
    }

    private String calibration() {
        List<List<String>> rows = new ArrayList<>();
        report.mixes()
                .forEach(mix -> rows.add(List.of(
                        escaped(mix.title()),
                        said("%.3g %%", 100 * mix.harmfulShare()),
                        figure(mix.brier(), 4),
                        figure(mix.calibrationError(), 4),
                        figure(mix.logLoss(), 4))));
        Chart chart = new Chart(
                "Reliability: share of cohorts that did harm against the probability that was said",
                Axis.share("said"),
                Axis.share("did harm"),
                440,
                380);
        ModelReport.Mix lab = Objects.requireNonNull(report.mixes().get(0));
        chart.dotted(
                "lab",
                lab.bins().stream()
                        .map(bin -> new Point(
                                bin.said(),
                                bin.harmful(),
                                said("%d cohorts: said %.2f, %.2f did harm", bin.count(), bin.said(), bin.harmful())))
                        .toList());
        List<List<String>> bins = new ArrayList<>();
        lab.bins()
                .forEach(bin -> bins.add(List.of(
                        said("%.3f", bin.said()),
                        said("%.3f", bin.harmful()),
                        said("%.1f %%", 100 * bin.weight()),
                        "" + bin.count())));
        return Html.table(
                        "Errors of the probabilities; 0 is best",
                        List.of("~Mix", "do harm", "Brier score", "expected calibration error", "log loss"),
                        rows)
                + "<div class=\"charts\">"
                + chart.diagonal()
                        .html("Reliability at the lab’s mix. On the dashed line, what is said is what happens.")
                + Html.table(
                        "The same in numbers, ten bins of equal width",
                        List.of("~said", "did harm", "weight", "cohorts"),
                        bins)
                + "</div>\n";
    }

    private String method() {
        return "<p>A cohort is a bundle of recorded hosts, some of them patched, scored as a rollout is. Figures of"
                + " probabilities are of the last look of each cohort; cohorts that share runs share their weight, so that"
                + " each run counts once. Shares of cohorts count each cohort once. A verdict is to be expected of harm that"
                + " kernel logs tell, and, where hosts and scrapes suffice, of benign patches and of harm that can be"
                + " seen.</p>\n"
                + "<p>Intervals in brackets hold 95 % of 1,000 resamplings of modules, each class by itself, and of the"
                + " runs within each. Bundles are never resampled. Cohorts of a wave share its controls, which the"
                + " intervals do not know; with few modules they are too narrow. An interval is left out where most"
                + " resamplings lack the figure.</p>\n"
                + said(
                        "<p>Stop means that any look said stop, since a stop latches; otherwise the last look counts. The"
                                + " service wants two looks in a row before it proceeds. Seed of the resampling: %d.</p>\n",
                        report.source().seed())
                + "<p>There is no bare accuracy here: it depends on how many cohorts do harm, and in a lab most do.</p>\n";
    }
}
