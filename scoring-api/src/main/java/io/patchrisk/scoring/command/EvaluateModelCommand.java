// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.scoring.dataset.VisibleDoses;
import io.patchrisk.scoring.evaluation.Evaluation;
import io.patchrisk.scoring.evaluation.ModelReport;
import io.patchrisk.scoring.evaluation.ReportFiles;
import io.patchrisk.scoring.replay.ModelSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchrisk evaluate model}: how good a model is on cohorts whose truth is known. */
@Command(
        name = "model",
        description = "Measure a model on a part of the training table that it never saw, and write report.html and"
                + " report.json: ROC, precision and recall, reliability, decisions, false stops, abstention; by fault and"
                + " dose, numbers of hosts and time after the patch; intervals by resampling modules and runs.")
final class EvaluateModelCommand implements Callable<Integer> {

    @Option(
            names = "--table",
            required = true,
            paramLabel = "FILE",
            description = "Table that `dataset build --model` made.")
    private Path table = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the report.")
    private Path out = Path.of("");

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model (default: the shipped one).")
    private @Nullable Path model;

    @Option(
            names = "--part",
            defaultValue = "test",
            paramLabel = "train|validation|test",
            description = "Part of the table to measure on (default: ${DEFAULT-VALUE}).")
    private String part = "";

    @Option(
            names = "--clock",
            paramLabel = "instructions|real",
            description = "Measure only cohorts of hosts on this clock (default: all): real ones have real noise.")
    private @Nullable String clock;

    @Option(
            names = "--visible",
            paramLabel = "FILE",
            description = "CSV of what can be seen at all, instead of the table's column visibility; its column reports"
                    + " tells loud faults from silent ones.")
    private @Nullable Path visible;

    @Option(names = "--prior", paramLabel = "SHARE", description = "Share of rollouts that do harm (default: 0.01).")
    private double prior = Policy.DEFAULT.priorHarm();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Files.readAllBytes(table);
        List<CohortRow> rows = CohortCsv.read(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
        Path folder = model;
        Path list = visible;
        RiskModel measured = folder == null ? ModelSource.shipped() : ModelFile.load(folder);
        VisibleDoses doses = list == null ? null : VisibleDoses.read(list);
        String name = String.valueOf(table.getFileName());
        ModelReport report = report(
                measured, rows, new Evaluation(name, ModelFile.sha256(bytes), part(), clock, prior, doses, seed));
        ReportFiles.write(report, out);
        print(report, Terminal.out(spec));
        return 0;
    }

    private ModelReport report(RiskModel measured, List<CohortRow> rows, Evaluation evaluation) {
        try {
            return evaluation.of(measured, rows);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong);
        }
    }

    private Part part() {
        try {
            return Part.of(part);
        } catch (IllegalArgumentException wrong) {
            throw refused(wrong);
        }
    }

    private RuntimeException refused(IllegalArgumentException wrong) {
        return spec == null ? wrong : new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }

    private void print(ModelReport report, PrintWriter print) {
        report.ranking().forEach(row -> {
            var auc = row.auc();
            print.printf(
                    Locale.ROOT,
                    "%-28s %4d cohorts of %3d runs: AUC %s%n",
                    row.title(),
                    row.cohorts(),
                    row.runs(),
                    auc == null ? "-" : String.format(Locale.ROOT, "%.3f", auc.value()));
        });
        report.falseStops()
                .forEach(row -> print.printf(
                        Locale.ROOT,
                        "false stops, %s: %d of %d runs, at most %.1f %%%n",
                        row.title(),
                        row.stoppedRuns(),
                        row.runs(),
                        100 * row.runsUpperBound()));
        print.printf("written to %s%n", out.resolve(ReportFiles.PAGE));
        print.flush();
    }
}
