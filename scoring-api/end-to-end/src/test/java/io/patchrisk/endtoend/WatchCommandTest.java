// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person, or a pipe, sees of {@code patchrisk watch} before a running service. */
class WatchCommandTest {

    @TempDir
    private Path folder;

    @Test
    void tellsWhatChangesUntilAPersonStopsTheRollout() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            declare(service.api());
            Process watch = watch(service.api().root(), "r1", "--interval", "1", "--until-decided");
            try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
                assertThat(until(out, "decision ")).last().asString().doesNotContain("decision proceed");

                Reply stopped = service.api()
                        .post(
                                "/api/v1/rollouts/r1/actions",
                                "{\"action\": \"stop\", \"by\": \"kim\", \"reason\": \"pager\"}");

                assertThat(stopped.status()).as(stopped.text()).isLessThan(300);
                assertThat(until(out, "decision stop")).last().asString().contains("kim", "pager");
            }
            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isEqualTo(11);
        }
    }

    @Test
    void endsAtARolloutThatNobodyDeclared() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            Process watch = watch(service.api().root(), "nobody-declared-this");

            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isEqualTo(12);
        }
    }

    private static void declare(Api api) throws Exception {
        assertThat(api.post("/api/v1/patches", """
                        {"id": "p1", "kind": "live", "modules": ["livepatch_demo"], "functions": ["demo_open"]}""").status()).isEqualTo(201);
        assertThat(api.post("/api/v1/rollouts", """
                        {"id": "r1", "patch": "p1", "mode": "enforcing", "waves": [{"name": "w1", "hosts": ["h0"]}]}""").status()).isEqualTo(201);
    }

    private static Process watch(URI url, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("watch", "--url", url.toString()));
        all.addAll(List.of(arguments));
        return new ProcessBuilder(ServiceProcess.command(all.toArray(String[]::new)))
                .redirectErrorStream(true)
                .start();
    }

    /** The lines up to one that has a text; fails at the end of the output. */
    private static List<String> until(BufferedReader out, String text) throws Exception {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line);
            if (line.contains(text)) {
                return lines;
            }
            line = out.readLine();
        }
        throw new AssertionError("nothing said '" + text + "': " + lines);
    }
}
