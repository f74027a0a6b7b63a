// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.patchrisk.collector.hosts.Script.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The push of the journal, with a journalctl of the test's and the real curl. */
class JournalPushTest {

    private record Push(String path, String type, String key, List<String> entries) {}

    @TempDir
    private Path folder;

    private final List<Push> pushes = Collections.synchronizedList(new ArrayList<>());
    private volatile int mostEntries = Integer.MAX_VALUE;
    private volatile int answer = 202;
    private HttpServer server;
    private Script script;
    private Path journal;

    @BeforeEach
    void setUp() throws IOException {
        assumeThat(Path.of("/usr/bin/curl"))
                .as("curl is not installed: not tested with it")
                .exists();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            try (exchange) {
                List<String> entries = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                int status = entries.size() > mostEntries ? 413 : answer;
                if (status == 202) {
                    pushes.add(new Push(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            entries));
                }
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
        journal = folder.resolve("journal");
        script = new Script("journal-push.sh", folder);
        // Cursors are c1, c2 and so on, a line each.
        script.command("journalctl", """
                after=0
                for argument; do
                  case $argument in --after-cursor=c*) after=${argument#--after-cursor=c} ;; esac
                done
                tail -n "+$((after + 1))" '%s'""".formatted(journal));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void sendsWhatIsNewAndRemembersHowFarItCame() throws Exception {
        write(3);
        Ran first = run();
        assertThat(first.status()).as(first.said()).isZero();
        write(5);
        run();
        Ran nothing = run();

        assertThat(nothing.said()).isEmpty();
        assertThat(pushes).extracting(push -> push.entries().size()).containsExactly(3, 2);
        assertThat(pushes.get(0).path()).isEqualTo("/api/v1/hosts/web-1/kernel-log");
        assertThat(pushes.get(0).type()).isEqualTo("application/jsonl");
        assertThat(pushes.get(1).entries().get(0)).contains("\"c4\"");
    }

    @Test
    void sendsTheSameAgainUnderTheSameKeyUntilItIsStored() throws Exception {
        write(2);
        answer = 503;
        Ran refused = run();
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.said()).contains("answered 503");
        answer = 202;
        run();
        Files.delete(folder.resolve("state/cursor"));
        run();

        assertThat(pushes).hasSize(2);
        assertThat(pushes.get(0).key())
                .startsWith("journal-")
                .isEqualTo(pushes.get(1).key());
    }

    @Test
    void sendsInPiecesWhatIsTooLarge() throws Exception {
        write(1200);
        mostEntries = 300;
        Ran ran = run();

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(pushes.stream().mapToInt(push -> push.entries().size()).sum())
                .isEqualTo(1200);
        assertThat(pushes).allSatisfy(push -> assertThat(push.entries()).hasSizeLessThanOrEqualTo(300));
    }

    @Test
    void sendsNothingInADryRun() throws Exception {
        write(4);

        assertThat(run("--dry-run").said()).contains("would send 4 entries to http://127.0.0.1:");
        assertThat(pushes).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(script.run("--url", "http://127.0.0.1:1").said()).contains("--url and --host are needed");
        assertThat(script.run("--url", "http://127.0.0.1:1", "--host", "a b").said())
                .contains("do not belong there");
        assertThat(script.run("--help").said()).contains("Usage:", "--dry-run");
        write(1);
        assertThat(script.run("--url", "http://127.0.0.1:1", "--host", "a", "--state", folder + "/s")
                        .said())
                .contains("cannot be reached");
        assertThat(script.run("--print-units", "--url", "http://127.0.0.1:1", "--host", "a")
                        .said())
                .contains("OnUnitInactiveSec=5", "--url http://127.0.0.1:1 --host a\n");
    }

    private void write(int entries) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= entries; i++) {
            lines.add("{\"__CURSOR\":\"c" + i
                    + "\",\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"a \\\"__CURSOR\\\" : \\\"x\\\" in it\"}");
        }
        Files.write(journal, lines);
    }

    private Ran run(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                "--host",
                "web-1",
                "--state",
                folder.resolve("state").toString()));
        arguments.addAll(List.of(more));
        return script.run(arguments.toArray(String[]::new));
    }
}
