// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that reading kernel logs must reach, on public collections of logs with known reports. */
class EvaluationTest {

    @TempDir
    private Path folder;

    @Test
    void readsSyzbotsReportsAsSyzbotDoes() throws IOException {
        Map<String, Measure> measures = measures(corpus("dev.jsonl"));

        assertReaches(measures, Evaluation.DETECTION, 0.995);
        assertReaches(measures, Evaluation.QUIET, 1);
        assertReaches(measures, Evaluation.TYPE, 0.98);
        assertReaches(measures, Evaluation.KIND, 0.97);
        assertReaches(measures, Evaluation.TITLE, 0.92);
        assertReaches(measures, Evaluation.CORRUPTED, 0.85);
        assertReaches(measures, Evaluation.GROUPING_RECALL, 0.95);
        assertReaches(measures, Evaluation.GROUPING_PRECISION, 0.98);
    }

    @Test
    void readsStacksAndTaintOfManyArchitecturesAndOldKernels() throws IOException {
        assertReaches(measures(corpus("satyr.jsonl")), Evaluation.STACKS, 0.90);
    }

    @Test
    void countsAMissWhereTheLabelSaysOtherwise() throws IOException {
        Path corpus = Files.writeString(folder.resolve("two.jsonl"), """
                {"id":"a","log":"kernel BUG at fs/x.c:1!\\n","title":"kernel BUG in f","type":"BUG","kernel_relevant":true}
                {"id":"b","log":"all is well\\n","title":"WARNING in f","type":"WARNING","kernel_relevant":true}
                {"id":"c","log":"kernel BUG at fs/x.c:1!\\n","title":""}
                """);
        Map<String, Measure> measures = measures(corpus);

        assertThat(measures.get(Evaluation.DETECTION).share()).isEqualTo(0.5);
        assertThat(measures.get(Evaluation.DETECTION).misses())
                .singleElement()
                .asString()
                .startsWith("b: expected WARNING in f");
        assertThat(measures.get(Evaluation.QUIET).share()).isZero();
        assertThat(measures.get(Evaluation.TYPE).good()).isEqualTo(1);
        assertThat(measures.get(Evaluation.KIND).good()).isEqualTo(1);
        assertThat(measures.get(Evaluation.TITLE).good()).isZero();
    }

    private static Path corpus(String name) {
        Path corpus = Path.of(System.getProperty("patchrisk.home")).resolve("../shared/corpora/kernel-logs/" + name);
        assumeTrue(Files.exists(corpus), "no corpus at " + corpus + ": the figures on it are not tested");
        return corpus;
    }

    private static Map<String, Measure> measures(Path corpus) throws IOException {
        Map<String, Measure> measures = new TreeMap<>();
        Evaluation.of(corpus).measures().forEach(measure -> measures.put(measure.name(), measure));
        return measures;
    }

    private static void assertReaches(Map<String, Measure> measures, String name, double gate) {
        assertThat(measures).containsKey(name);
        Measure measure = measures.get(name);
        assertThat(measure.share()).as("%s: %s", measure, measure.misses()).isGreaterThanOrEqualTo(gate);
    }
}
