// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk outcomes}: what became of rollouts, as rows to learn from. */
@Command(
        name = "outcomes",
        description = "Exchange what became of rollouts, as rows to learn from, with a running service.",
        subcommands = {OutcomesCommand.Export.class, OutcomesCommand.Import.class})
final class OutcomesCommand {

    OutcomesCommand() {}

    private static final String ROWS = "/api/v1/outcomes.csv";

    /** {@code patchrisk outcomes export}: rows of a running service into a file. */
    @Command(name = "export", description = "Write a row for every rollout whose outcome makes a label.")
    static final class Export implements Callable<Integer> {

        @Mixin
        private ServiceAddress service = new ServiceAddress();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file to write.")
        private Path out = Path.of("");

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            HttpResponse<String> response = Calls.send(service.url(), ROWS, HttpRequest.Builder::GET);
            Path target = out.toAbsolutePath();
            Path beside = target.resolveSibling(target.getFileName() + ".part");
            try {
                Files.writeString(beside, response.body());
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            PrintWriter print = Terminal.out(spec);
            print.printf(
                    "%d rows written to %s%n",
                    Math.max(0, response.body().lines().count() - 1), out);
            print.flush();
            return 0;
        }
    }

    /** {@code patchrisk outcomes import}: rows of another installation into a running service. */
    @Command(
            name = "import",
            description =
                    "Give a running service rows of another installation; each line that it does not take is named"
                            + " with its reason.",
            exitCodeListHeading = "Exit status:%n",
            exitCodeList = {"0:every line was taken or known", "1:some lines, or all, were not taken"})
    static final class Import implements Callable<Integer> {

        @Mixin
        private ServiceAddress service = new ServiceAddress();

        @Parameters(paramLabel = "FILE", description = "CSV that `outcomes export` wrote, at most 512 KiB.")
        private Path file = Path.of("");

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who brings them, for the record.")
        private String by = "";

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofFile(file);
            HttpResponse<String> response = Calls.send(
                    service.url(),
                    ROWS + "?by=" + URLEncoder.encode(by, StandardCharsets.UTF_8),
                    request -> request.header("Content-Type", "text/csv").POST(body));
            JsonNode receipt = new ObjectMapper().readTree(response.body());
            PrintWriter err = Terminal.err(spec);
            receipt.path("rejections")
                    .forEach(line -> err.printf(
                            "%s line %d: %s: %s%n",
                            file.getFileName(),
                            line.path("line").asLong(),
                            line.path("reason").asText(),
                            line.path("detail").asText()));
            err.flush();
            int rejected = 0;
            for (JsonNode count : receipt.path("rejected")) {
                rejected += count.asInt();
            }
            PrintWriter print = Terminal.out(spec);
            print.printf(
                    "%d stored, %d known already, %d rejected%n",
                    receipt.path("stored").asInt(), receipt.path("repeated").asInt(), rejected);
            print.flush();
            return rejected == 0 ? 0 : 1;
        }
    }
}
