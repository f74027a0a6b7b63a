// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.patchrisk.scoring.replay.ModelSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line promises to scripts. */
class CommandLineTest {

    @TempDir
    private Path folder;

    @Test
    void replayGivesOneObjectACohortWithTheFieldsOfItsContract() throws IOException {
        Ran ran = Ran.of(
                "replay",
                "--format",
                "json",
                "--each",
                "--controls",
                Ran.capture("dev-000").toString(),
                Ran.capture("dev-001").toString(),
                Ran.capture("dev-002").toString(),
                "--patched",
                Ran.capture("dev-005").toString(),
                Ran.capture("dev-000").toString());

        assertThat(ran.status()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode oops = new ObjectMapper().readTree(lines.get(0));
        assertThat(oops.fieldNames())
                .toIterable()
                .containsExactly(
                        "id", "decision", "risk", "prior_harm", "interval", "decided_after_s", "reasons", "model");
        assertThat(oops.path("id").asText()).isEqualTo("dev-005");
        assertThat(oops.path("decision").asText()).isEqualTo("stop");
        assertThat(oops.path("risk").doubleValue()).isBetween(0.0, 1.0);
        assertThat(oops.path("prior_harm").doubleValue()).isEqualTo(0.01);
        assertThat(oops.path("interval").path(0).doubleValue())
                .isLessThanOrEqualTo(oops.path("interval").path(1).doubleValue());
        assertThat(oops.path("decided_after_s").doubleValue()).isGreaterThan(0);
        assertThat(oops.path("reasons").path(0).path("code").asText()).isEqualTo("crash_attributed");
        assertThat(oops.path("reasons").path(0).path("text").asText()).contains("patch");
        assertThat(oops.path("reasons").path(0).path("evidence").isObject()).isTrue();
        assertThat(oops.path("model").asText())
                .isEqualTo(ModelSource.shipped().card().id());
        JsonNode control = new ObjectMapper().readTree(lines.get(1));
        assertThat(control.path("decision").asText()).isEqualTo("hold");
    }

    @Test
    void replaySaysWhichFolderItCannotRead() throws IOException {
        Path missing = folder.resolve("nowhere");
        Ran ran = Ran.of("replay", "--controls", missing.toString(), "--patched", missing.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isEqualToIgnoringNewLines("patchrisk replay: " + missing + " does not exist");

        Path empty = Files.createDirectory(folder.resolve("empty"));
        Ran other = Ran.of("replay", "--controls", empty.toString(), "--patched", empty.toString());
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("meta.json").hasLineCount(1);
        assertThat(other.out()).isEmpty();
    }

    @Test
    void trainRefusesNonsenseWithTheLineAndTheColumn() throws IOException {
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, "run,group,headline,label\na,b,true,maybe\n");

        Ran ran = Ran.of("train", "--rows", rows.toString(), "--out", folder.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("patchrisk train: ")
                .contains("2")
                .contains("maybe")
                .hasLineCount(1);
        assertThat(folder.resolve("model.pb")).doesNotExist();
        Files.writeString(rows, "");
        assertThat(Ran.of("train", "--rows", rows.toString(), "--out", folder.toString())
                        .status())
                .isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void trainWritesAModelWithItsCardAndTheSameOneFromItsRows() throws IOException {
        Path captures = Ran.capture("dev-000").getParent();
        Path rows = folder.resolve("rows.csv");
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        Ran once = Ran.of(
                "train", "--captures", captures.toString(), "--write-rows", rows.toString(), "--out", first.toString());
        Ran again = Ran.of("train", "--rows", rows.toString(), "--out", second.toString());

        assertThat(once.err() + again.err()).isEmpty();
        assertThat(once.status() + again.status()).isZero();
        assertThat(once.out()).contains("independent runs; held out by patch: AUC");
        assertThat(first).isDirectoryContaining("glob:**/model.card").isDirectoryContaining("glob:**/MODEL-CARD.md");
        var one = ModelSource.of(first).modelFor(List.of()).card();
        var two = ModelSource.of(second).modelFor(List.of()).card();
        assertThat(two.auc()).isEqualTo(one.auc());
        assertThat(two.heldOut()).isEqualTo(one.heldOut());
    }

    @ParameterizedTest
    @CsvSource({"proceed,0", "hold,10", "stop,11", "unknown,12", "perhaps,1"})
    void gateExitsWithTheDecision(String decision, int status) throws IOException {
        HttpServer server = answering(
                200,
                "{\"decision\":\"" + decision
                        + "\",\"reasons\":[{\"code\":\"soaking\",\"text\":\"watched for 1 s of 9 s\"}]}");
        try {
            Ran ran = Ran.of("gate", "--rollout", "r 1", "--wave", "ä", "--url", url(server));
            assertThat(ran.status()).isEqualTo(status);
            if (status != 1) {
                assertThat(ran.out()).isEqualToNormalizingNewlines(decision + "\n  soaking: watched for 1 s of 9 s\n");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void gateNeverExitsWithADecisionWhenItGotNone() throws IOException {
        HttpServer broken = answering(500, "{\"decision\":\"proceed\",\"detail\":\"out of order\"}");
        HttpServer other = answering(200, "<html>welcome</html>");
        try {
            Ran failed = Ran.of("gate", "--rollout", "r", "--url", url(broken));
            assertThat(failed.status()).isEqualTo(1);
            assertThat(failed.err()).contains("HTTP 500").contains("out of order");
            assertThat(Ran.of("gate", "--rollout", "r", "--url", url(other)).status())
                    .isEqualTo(1);
        } finally {
            broken.stop(0);
            other.stop(0);
        }
        assertThat(Ran.of("gate", "--rollout", "r", "--url", url(broken)).err()).contains("cannot be asked");
        assertThat(Ran.of("gate", "--rollout", "r", "--url", "localhost").status())
                .isEqualTo(2);
    }

    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void wrongCommandLinesExitWithTwoAndSayHowItGoes() {
        for (List<String> wrong : List.of(
                List.of("gate"),
                List.of("replay", "--controls"),
                List.of("serf"),
                List.of("replay", "--controls", "a", "--patched", "b", "--format", "xml"),
                List.of("train", "--out", "x", "--seed", "many"))) {
            Ran ran = Ran.of(wrong);
            assertThat(ran.status()).as("%s", wrong).isEqualTo(2);
            assertThat(ran.err()).as("%s", wrong).isNotBlank();
            assertThat(ran.out()).as("%s", wrong).isEmpty();
        }
    }

    @Test
    void serveChecksAConfigurationAndNamesAllThatIsWrong() throws IOException {
        Path config = folder.resolve("patchrisk.yaml");
        Files.writeString(config, "http:\n  prot: 80\npolicy:\n  soak: never\n");

        Ran ran = Ran.of("serve", "--check-config", "--config", config.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("did you mean http.port?").contains("policy.soak");
        Files.writeString(config, "policy:\n  soak: 5m\n");
        Ran good = Ran.of("serve", "--check-config", "--config", config.toString());
        assertThat(good.status()).isZero();
        assertThat(good.out()).contains("soak").contains("5m");
    }

    @Test
    void versionNamesProgramModelAndJava() {
        Ran ran = Ran.of("version");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("patchrisk ").contains("model ").contains("java ");
    }
}
