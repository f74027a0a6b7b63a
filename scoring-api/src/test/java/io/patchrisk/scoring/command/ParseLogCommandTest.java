// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParseLogCommandTest {

    private static final String LOG = """
            [    9.000000] eth0: link becomes ready
            [   10.000000] kernel BUG at fs/x.c:1!
            [   10.000001] CPU: 0 PID: 7 Comm: app Tainted: G        W  OE K    6.1.0 #1
            [   10.000002] RIP: 0010:fs_one+0x1/0x2 [fs_mod]
            [   10.000003] Call Trace:
            [   10.000004]  fs_caller+0x1/0x2
            [   10.000005] ---[ end trace 0000000000000000 ]---
            [   70.000000] unregister_netdevice: waiting for eth0 to become free. Usage count = 2
            """;

    @TempDir
    private Path folder;

    @Test
    void printsOneObjectAReportInOrderWithTheFieldsOfItsContract() throws IOException {
        Path log = Files.writeString(folder.resolve("dmesg"), LOG);
        Ran ran = Ran.of("parse-log", "--format", "json", log.toString());

        assertThat(ran.status()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode bug = new ObjectMapper().readTree(lines.get(0));
        assertThat(bug.fieldNames())
                .toIterable()
                .startsWith(
                        "file",
                        "title",
                        "alt_titles",
                        "kind",
                        "type",
                        "function",
                        "frames",
                        "corrupted",
                        "taint",
                        "fingerprint",
                        "start_line",
                        "end_line");
        assertThat(bug.path("file").asText()).isEqualTo(log.toString());
        assertThat(bug.path("title").asText()).isEqualTo("kernel BUG in fs_one");
        assertThat(bug.path("type").asText()).isEqualTo("BUG");
        assertThat(bug.path("frames").path(0).path("module").asText()).isEqualTo("fs_mod");
        assertThat(bug.path("taint").asText()).isEqualTo("GWOEK");
        assertThat(bug.path("start_line").asInt()).isEqualTo(2);
        assertThat(bug.path("end_line").asInt()).isEqualTo(7);
        assertThat(new ObjectMapper().readTree(lines.get(1)).path("kind").asText())
                .isEqualTo("netdevice_stuck");
    }

    @Test
    void printsATableForPeople() throws IOException {
        Path log = Files.writeString(folder.resolve("dmesg"), LOG);

        assertThat(Ran.of("parse-log", log.toString()).out().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("kernel BUG in fs_one"));
    }

    @Test
    void saysWhichFileItCannotRead() {
        Ran ran = Ran.of("parse-log", folder.resolve("none").toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("none does not exist");
    }

    @Test
    void listsTheMissesOfAnEvaluation() throws IOException {
        Path corpus = Files.writeString(
                folder.resolve("one.jsonl"),
                "{\"id\":\"7\",\"log\":\"all is well\\n\",\"title\":\"WARNING in f\",\"kernel_relevant\":true}\n");
        Ran ran = Ran.of("evaluate", "logs", "--misses", corpus.toString());

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("detection").contains("0 of 1").contains("7: expected WARNING in f");
    }
}
