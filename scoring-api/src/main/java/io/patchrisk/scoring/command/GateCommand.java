// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.word.Word;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patchrisk gate}: asks a service, and says the answer by its exit status. */
@Command(
        name = "gate",
        description = "Ask whether the next host may be patched.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:proceed",
            "10:hold",
            "11:stop",
            "12:unknown",
            "1:the service could not be asked; says nothing about the patch",
            "2:the command line is wrong; says nothing about the patch"
        })
final class GateCommand implements Callable<Integer> {

    private static final int NOT_ASKED = 1;

    @Mixin
    private ServiceAddress service = new ServiceAddress();

    @Option(names = "--rollout", required = true, description = "Which rollout.")
    private String rollout = "";

    @Option(names = "--wave", description = "Which wave (default: the one that is next).")
    private @Nullable String wave;

    @Option(
            names = "--timeout",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(names = "--json", description = "Print the whole answer.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Terminal.out(spec);
        PrintWriter err = Terminal.err(spec);
        String query = "rollout=" + encoded(rollout) + (wave == null ? "" : "&wave=" + encoded(wave));
        URI question = service.url().resolve("/api/v1/gate?" + query);
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(timeout))
                    .build()
                    .send(
                            HttpRequest.newBuilder(question)
                                    .timeout(Duration.ofSeconds(timeout))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer(response, out, err);
        } catch (IOException e) {
            err.println("patchrisk gate: " + question + " cannot be asked: " + e + "; is the service running there?");
            err.flush();
            return NOT_ASKED;
        }
    }

    private int answer(HttpResponse<String> response, PrintWriter out, PrintWriter err) throws JsonProcessingException {
        JsonNode answer = new ObjectMapper().readTree(response.body());
        Optional<Decision> decision =
                Word.find(Decision.class, answer.path("decision").asText());
        if (response.statusCode() != 200 || decision.isEmpty()) {
            err.println("patchrisk gate: HTTP " + response.statusCode() + ": "
                    + answer.path("detail").asText("no gate answer"));
            err.flush();
            return NOT_ASKED;
        }
        if (json) {
            out.println(response.body());
        } else {
            out.println(decision.get().word());
            answer.path("reasons")
                    .forEach(reason -> out.println("  " + reason.path("code").asText() + ": "
                            + reason.path("text").asText()));
        }
        out.flush();
        return ExitStatus.of(decision.get());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
