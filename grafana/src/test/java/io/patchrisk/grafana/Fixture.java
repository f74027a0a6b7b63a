// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus that has two days of twenty hosts, with what the recording rules make of them. */
final class Fixture {

    private static final String PROMTOOL = "/usr/bin/promtool";

    private final Path folder;
    private final Path tsdb;

    private Fixture(Path folder) {
        this.folder = folder;
        this.tsdb = folder.resolve("tsdb");
    }

    /** @param folder empty; what is made is in it */
    static Prometheus start(Path folder, Set<String> expressions) throws IOException {
        Fixture fixture = new Fixture(folder);
        fixture.importSamples();
        fixture.importRecorded(expressions);
        return Prometheus.start(folder, fixture.tsdb);
    }

    private void importSamples() throws IOException {
        Path file = folder.resolve("samples.txt");
        try (Writer out = Files.newBufferedWriter(file)) {
            Samples samples = new Samples(out);
            HostSamples.write(samples);
            ServiceSamples.write(samples);
            RolloutSamples.write(samples);
            samples.end();
        }
        importInto(file);
    }

    private void importRecorded(Set<String> expressions) throws IOException {
        RecordingRules rules = RecordingRules.read();
        Set<String> names = new TreeSet<>();
        expressions.forEach(expression -> names.addAll(rules.usedIn(expression)));
        Path file = folder.resolve("recorded.txt");
        try (Prometheus prometheus = Prometheus.start(folder, tsdb);
                Writer out = Files.newBufferedWriter(file)) {
            for (String name : names) {
                write(out, name, evaluate(prometheus, name, rules.expanded(name)));
            }
            out.write("# EOF\n");
        }
        importInto(file);
    }

    private static JsonNode evaluate(Prometheus prometheus, String name, String expression) throws IOException {
        JsonNode answer = prometheus.ask(
                "query_range",
                "query",
                expression,
                "start",
                Samples.START.getEpochSecond(),
                "end",
                Samples.END.getEpochSecond(),
                "step",
                Samples.STEP_SECONDS);
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(name + ": " + answer.path("error").asText());
        }
        return answer.path("data").path("result");
    }

    private static void write(Writer out, String name, JsonNode series) throws IOException {
        for (JsonNode one : series) {
            StringBuilder labels = new StringBuilder();
            for (Map.Entry<String, JsonNode> label : one.path("metric").properties()) {
                if (!label.getKey().equals("__name__")) {
                    labels.append(labels.isEmpty() ? "" : ",")
                            .append(label.getKey())
                            .append('=');
                    labels.append('"').append(label.getValue().asText()).append('"');
                }
            }
            for (JsonNode value : one.path("values")) {
                out.write(name + "{" + labels + "} " + value.get(1).asText() + " "
                        + value.get(0).asLong() + "\n");
            }
        }
    }

    /** Blocks of up to two days: promtool reads the whole file again for each block. */
    private void importInto(Path file) throws IOException {
        Process promtool = new ProcessBuilder(
                        PROMTOOL,
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        "--max-block-duration=96h",
                        file.toString(),
                        tsdb.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(file.getFileName() + ".log").toFile())
                .start();
        try {
            if (promtool.waitFor() != 0) {
                throw new IOException("promtool: " + Files.readString(folder.resolve(file.getFileName() + ".log")));
            }
        } catch (InterruptedException e) {
            promtool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while importing " + file, e);
        }
        Files.delete(file);
    }
}
