// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureReaderTest {

    private static final String META = """
            {"format": "patchrisk-capture/2", "id": "x", "kernel": "6.1.0", "arch": "x86_64", "note": "kept",
             "host": {"vcpus": 1, "memory_mib": 512}, "scrape_interval_s": 2, "change_at_s": 12.5, "label": "benign",
             "patch": {"name": "lp_a", "functions": ["f"], "load_at_s": 12.5, "load_done_s": 13, "load_rc": 0},
             "fault": null}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void smallestCapture() throws IOException {
        Files.writeString(folder.resolve("meta.json"), META);
        write("scrapes", "{\"t\": 10, \"duration_ms\": 5, \"body\": \"HTTP/1.0 200 OK\\nDate: x\\n\\na 1\\nb 2\\n\"}");
        write("netconsole");
        write("livepatch");
    }

    @Test
    void readsDeltasAgainstTheRowBefore() throws Exception {
        write(
                "scrapes",
                "{\"t\": 10, \"duration_ms\": 5, \"body\": \"HTTP/1.0 200 OK\\nDate: x\\n\\na 1\\nb 2\\n\"}",
                "{\"t\": 12, \"duration_ms\": 5, \"delta\": [[4, \"b 3\"]], \"lines\": 6}",
                "{\"t\": 14, \"duration_ms\": 5, \"delta\": [], \"lines\": 4}",
                "{\"t\": 16, \"duration_ms\": 5, \"delta\": [[4, \"c 1\"]], \"lines\": 7}",
                "{\"t\": 18, \"duration_ms\": 5, \"body\": \"\"}");

        Capture capture = CaptureReader.read(folder);

        assertThat(capture.scrapes())
                .extracting(Scrape::body)
                .containsExactly("a 1\nb 2\n", "a 1\nb 3\n", "a 1", "a 1\nc 1\n\n", "");
        assertThat(capture.scrapes().get(0).answer().head()).containsExactly("HTTP/1.0 200 OK", "Date: x");
    }

    @Test
    void carriesTheClockOnThroughAReboot() throws Exception {
        write(
                "scrapes",
                "{\"t\": 50, \"duration_ms\": 5, \"body\": \"node_time_seconds 1050\\n\"}",
                "{\"t\": 40, \"duration_ms\": 5, \"body\": \"\"}",
                "{\"t\": 42, \"duration_ms\": 5, \"body\": \"node_time_seconds 1160\\n\"}");
        write("livepatch", "{\"t\": 50, \"sysfs\": \"0\\n\"}", "{\"t\": 42, \"sysfs\": \"0\\n\"}");

        Capture capture = CaptureReader.read(folder);

        assertThat(capture.scrapes()).extracting(Scrape::at).containsExactly(50.0, 158.0, 160.0);
        assertThat(capture.livepatch()).extracting(LivepatchState::at).containsExactly(50.0, 160.0);
    }

    @Test
    void datesDatagramsByTheirStampsOrAsRecorded() throws Exception {
        write(
                "netconsole",
                datagram("6,10,9000000,-;now"),
                datagram("6,2,1000000,-;replayed"),
                datagram("no header"),
                datagram("6,11,9500000,-;later"),
                datagram("6,12,9600000,-;late").replace("}", ", \"at\": 9.75}"));

        assertThat(CaptureReader.read(folder).datagrams())
                .extracting(Datagram::at)
                .containsExactly(9.0, 9.0, 9.0, 9.5, 9.75);
    }

    private static String datagram(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "{\"datagram\": \"" + java.util.Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    @Test
    void seesLivePatchesInSysfs() {
        String sysfs = "45056\n/sys/kernel/livepatch/lp_b/enabled:1\n/sys/kernel/livepatch/lp_b/transition:1\n"
                + "/sys/kernel/livepatch/lp_a/enabled:0\n/sys/kernel/livepatch/lp_a/transition:0\n"
                + "/sys/kernel/livepatch/lp_b/vmlinux\n";
        Instant at = Instant.ofEpochSecond(7);

        assertThat(new LivepatchState(1, 1, sysfs).sightings(at))
                .containsExactly(
                        new PatchSighting(at, new PatchName("lp_a"), false, false, List.of()),
                        new PatchSighting(at, new PatchName("lp_b"), true, true, List.of()));
    }

    @Test
    void readsWhatACaptureSaysOfItself() throws Exception {
        CaptureMeta meta = CaptureReader.meta(folder);

        assertThat(meta.patch()).isEqualTo(new CaptureMeta.LoadedPatch("lp_a", List.of("f"), 12.5, 13, 0));
        assertThat(meta.fault()).isNull();
        assertThat(meta.changeAt()).isEqualTo(12.5);
        assertThat(meta.document().path("note").asText()).isEqualTo("kept");
    }

    @Test
    void writesWithoutLoss(@TempDir Path copy) throws Exception {
        readsDeltasAgainstTheRowBefore();
        write("netconsole", datagram("6,10,9000000,-;now").replace("}", ", \"at\": 9.75}"), datagram("\0\1"));
        Capture capture = CaptureReader.read(folder);

        CaptureWriter.write(capture, copy.resolve(capture.id()));

        assertThat(CaptureReader.read(copy.resolve(capture.id()))).isEqualTo(capture);
    }

    @Test
    void namesFileAndLineOfWhatIsWrong() throws Exception {
        assertProblem("scrapes", "{\"t\": 10}", "scrapes.jsonl.gz line 1: \"lines\" must be a number");
        assertProblem("scrapes", "{\"t\": 10, \"bo", "scrapes.jsonl.gz line 1: is no JSON");
        assertProblem(
                "scrapes",
                "{\"t\": 1, \"duration_ms\": 1, \"delta\": [[9, \"x\"]], \"lines\": 2}",
                "scrapes.jsonl.gz line 1: \"delta\" changes line 9 of 2");
        assertProblem(
                "scrapes",
                "{\"t\": 1, \"duration_ms\": 1, \"delta\": [], \"lines\": 1e9}",
                "\"lines\" must lie between 1 and 1,000,000");
        smallestCapture();
        assertProblem("netconsole", "{\"datagram\": \"%%\"}", "netconsole.jsonl.gz line 1: \"datagram\" is no base64");
        smallestCapture();
        Files.writeString(folder.resolve("livepatch.jsonl.gz"), "plain text");
        assertThatThrownBy(() -> CaptureReader.read(folder))
                .hasMessageContaining("livepatch.jsonl.gz: cannot be opened");
        Files.writeString(folder.resolve("meta.json"), META.replace("capture/2", "capture/9"));
        assertThatThrownBy(() -> CaptureReader.read(folder)).hasMessageContaining("known are patchrisk-capture/1");
        Files.delete(folder.resolve("meta.json"));
        assertThatThrownBy(() -> CaptureReader.read(folder)).hasMessageContaining("meta.json");
    }

    private void assertProblem(String file, String row, String problem) throws IOException {
        write(file, row);
        assertThatThrownBy(() -> CaptureReader.read(folder))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(problem);
    }

    private void write(String name, String... rows) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        try (OutputStreamWriter out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (String row : rows) {
                out.write(row + "\n");
            }
        }
    }
}
