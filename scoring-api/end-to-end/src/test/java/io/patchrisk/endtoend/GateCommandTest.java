// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.endtoend.FakeExporter.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell script sees of {@code patchrisk gate}: only 0 means go on. */
class GateCommandTest {

    @TempDir
    private Path folder;

    private record Ended(int status, String out, String err) {}

    @ParameterizedTest
    @CsvSource({"proceed,0", "hold,10", "stop,11", "unknown,12", "perhaps,1", "'',1"})
    void saysTheDecisionByItsExitStatus(String decision, int status) throws Exception {
        String body = """
                {"decision": "%s", "reasons": [{"code": "soaking", "text": "watched for 3 s of 60 s"}]}""".formatted(decision);
        try (FakeExporter service = new FakeExporter(n -> new Answer(200, "application/json", body, 0))) {
            Ended gate = gate(service.root(), "--rollout", "r1", "--wave", "w1");

            assertThat(gate.status()).as(gate.toString()).isEqualTo(status);
            if (status != 1) {
                assertThat(gate.out()).contains(decision, "soaking", "watched for 3 s of 60 s");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500,application/problem+json,{}",
        "302,text/html,<html>",
        "200,text/html,<html>",
        "404,text/plain,proceed"
    })
    void saysNothingAboutThePatchWhenTheAnswerIsNoGates(int status, String type, String body) throws Exception {
        try (FakeExporter service = new FakeExporter(n -> new Answer(status, type, body, 0))) {
            Ended gate = gate(service.root(), "--rollout", "r1");

            assertThat(gate.status()).as(gate.toString()).isEqualTo(1);
            assertThat(gate.err()).contains("patchrisk gate").doesNotContain("at io.patchrisk");
        }
    }

    @Test
    void saysNothingAboutThePatchWhenNobodyListens() throws Exception {
        Ended gate = gate(URI.create("http://127.0.0.1:" + Servers.freePort()), "--rollout", "r1");

        assertThat(gate.status()).as(gate.toString()).isEqualTo(1);
        assertThat(gate.err()).contains("cannot be asked");
    }

    @Test
    void refusesACommandLineWithoutARollout() throws Exception {
        Ended gate = gate(URI.create("http://127.0.0.1:1"), "--wave", "w1");

        assertThat(gate.status()).as(gate.toString()).isEqualTo(2);
        assertThat(gate.err()).contains("--rollout");
    }

    @Test
    void refusesAnAddressThatIsNone() throws Exception {
        Ended gate = run("gate", "--url", "here", "--rollout", "r1");

        assertThat(gate.status()).as(gate.toString()).isEqualTo(2);
        assertThat(gate.err()).contains("http://127.0.0.1:8470").doesNotContain("at io.patchrisk");
    }

    @Test
    void asksARunningService() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            Ended gate = gate(service.api().root(), "--rollout", "nobody-declared-this");

            assertThat(gate.status()).as(gate.toString()).isEqualTo(12);
            assertThat(gate.out()).startsWith("unknown").contains("unknown_rollout");
        }
    }

    private static Ended gate(URI url, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "gate";
        all[1] = "--url";
        all[2] = url.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return run(all);
    }

    private static Ended run(String... arguments) throws Exception {
        Process process = new ProcessBuilder(ServiceProcess.command(arguments)).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
