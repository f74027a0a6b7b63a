// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortCsv;
import io.patchrisk.scoring.dataset.Look;
import io.patchrisk.scoring.dataset.TableBuild;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk dataset}: makes data sets of what was measured. */
@Command(
        name = "dataset",
        description = "Make data sets of what was measured.",
        subcommands = DatasetCommand.Build.class)
final class DatasetCommand {

    DatasetCommand() {}

    /** {@code patchrisk dataset build}: from captures to the training table. */
    @Command(
            name = "build",
            description = "Bundle captures into cohorts of patched hosts with controls, score each at several looks,"
                    + " and write the training table: one line a look, its columns in datasets/README.md.")
    static final class Build implements Callable<Integer> {

        @Parameters(paramLabel = "CAPTURES", description = "Folder of capture folders.")
        private Path captures = Path.of("");

        @Option(
                names = "--split",
                required = true,
                paramLabel = "FILE",
                description = "CSV with the columns capture and part (train, validation or test). No cohort holds runs"
                        + " of two parts.")
        private Path split = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file to write.")
        private Path out = Path.of("");

        @Option(
                names = "--visible",
                paramLabel = "FILE",
                description =
                        "CSV of what can be seen at all: the columns family, dose and class, or verdict_N from N patched"
                                + " hosts on.")
        private @Nullable Path visible;

        @Option(
                names = "--cohorts",
                defaultValue = "8",
                paramLabel = "N",
                description =
                        "Cohorts of each patch in each part, at least one a run, and of each two controls as if patched"
                                + " (default: ${DEFAULT-VALUE}).")
        private int cohorts;

        @Option(
                names = "--looks",
                defaultValue = "30,60,120,300,end",
                paramLabel = "SECONDS,…",
                description = "When a cohort is judged, in seconds after the patch (default: ${DEFAULT-VALUE}).")
        private String looks = "";

        @Option(
                names = "--model",
                paramLabel = "DIR",
                description = "Model that decides together with rules and judge, for the columns decision and reason"
                        + " (default: rules and judge alone). The features do not depend on it.")
        private @Nullable Path model;

        @Option(
                names = "--soak",
                defaultValue = "30",
                paramLabel = "SECONDS",
                description = "How long a cohort must be watched before it may proceed (default: ${DEFAULT-VALUE}).")
        private double soak;

        @Option(names = "--seed", defaultValue = "1", description = "Seed of the drawing (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Option(
                names = "--format",
                defaultValue = "table",
                paramLabel = "table|json",
                description = "How to print what is in the table (default: ${DEFAULT-VALUE}).")
        private DatasetFormat format = DatasetFormat.table;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString(), null, "is no folder to write the table to");
            }
            PrintWriter progress = Terminal.err(spec);
            TableBuild.Built built = plan().build(line -> {
                progress.println(line);
                progress.flush();
            });
            StringWriter text = new StringWriter();
            CohortCsv.write(built.rows(), text);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            write(bytes);
            PrintWriter print = Terminal.out(spec);
            format.print(
                    built.counts(), new DatasetFormat.Written(out.toString(), ModelFile.sha256(bytes), seed), print);
            print.flush();
            return 0;
        }

        private TableBuild plan() throws IOException {
            Path folder = model;
            RiskModel deciding = folder == null ? null : ModelFile.load(folder);
            try {
                List<Look> when = Look.of(looks);
                return new TableBuild(
                        captures, split, visible, when, cohorts, seed, Policy.DEFAULT.withSoak(soak), deciding);
            } catch (IllegalArgumentException wrong) {
                throw spec == null ? wrong : new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
            }
        }

        /** All or nothing: a table that was cut off looks like a smaller one. */
        private void write(byte[] bytes) throws IOException {
            Path beside = out.resolveSibling(out.getFileName() + ".part");
            try {
                Files.write(beside, bytes);
                Files.move(beside, out, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        }
    }
}
