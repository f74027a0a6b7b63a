// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.change.ChangeJudge;
import io.patchrisk.model.change.ChangeModel;
import io.patchrisk.scoring.change.CaseLine;
import io.patchrisk.scoring.change.CaseLine.Case;
import io.patchrisk.scoring.change.CaseLine.Refused;
import io.patchrisk.scoring.change.CaseReader;
import io.patchrisk.scoring.change.ChangeAnswer;
import io.patchrisk.scoring.change.ChangeModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk evaluate changes}: says of each recorded change whether it broke something. */
@Command(
        name = "changes",
        description = {
            "Judge recorded changes (one JSON object a line: id, treated, controls; each host maps metrics to before and"
                    + " after) and print one answer each: id, score, flagged, abstained, p, reasons.",
            "Exit status: 0 all lines judged, 1 some lines refused (named on standard error)."
        })
final class EvaluateChangesCommand implements Callable<Integer> {

    /** How answers are printed. */
    enum Format {
        text,
        json
    }

    @Parameters(paramLabel = "FILE", description = "Changes, JSON lines.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "json",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.json;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder of change.model and change.card to use instead.")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    private int refused;

    @Override
    public Integer call() throws IOException {
        Path chosen = folder;
        ChangeModel model = chosen == null ? ChangeModelFile.shipped() : ChangeModelFile.load(chosen);
        ChangeJudge judge = new ChangeJudge(model);
        PrintWriter out = Terminal.out(spec);
        try (InputStream in = Files.newInputStream(file)) {
            CaseReader.read(in, line -> answer(line, judge, out));
        }
        out.flush();
        return refused == 0 ? 0 : 1;
    }

    private void answer(CaseLine line, ChangeJudge judge, PrintWriter out) {
        if (line instanceof Case change) {
            ChangeAnswer answer = new ChangeAnswer(change.id(), judge.judge(change.change()));
            // Not println: the line separator would differ between platforms.
            out.print((format == Format.json ? answer.json() : answer.text()) + "\n");
        } else if (line instanceof Refused no) {
            refused++;
            PrintWriter err = Terminal.err(spec);
            err.print(file.getFileName() + " line " + no.line() + (no.id() == null ? "" : " (" + no.id() + ")") + ": "
                    + no.why() + "\n");
            err.flush();
        }
    }
}
