// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.log.KernelText;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.LogFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernel log text that a host pushes, twice because the first answer was lost. */
class PushedLogFuzzTest {

    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    /** Messages over which a boot's clock remembers the least delay. */
    private static final int CLOCK_WINDOW = 1024;

    @MethodSource("seeds")
    @FuzzTest
    void pushed(byte[] input) {
        KernelText text = new KernelText();
        List<LogLine> lines = text.read(input, ARRIVAL);
        List<LogFact> facts = KernelLogFuzzTest.facts(lines);

        assertThat(text.lines()).isEqualTo(lines.size());
        assertThat(lines).noneMatch(line -> line.at().isAfter(ARRIVAL));
        facts.forEach(KernelLogFuzzTest::sound);
        assertThat(new KernelText().read(input, ARRIVAL)).isEqualTo(lines);
        List<LogLine> again = text.read(input, ARRIVAL.plus(Duration.ofSeconds(9)));
        assertThat(again).extracting(LogLine::text).isEqualTo(texts(lines));
        // A repetition that comes later tells nothing new of the boot's clock: stamped lines stay where they were.
        for (int i = 0; i < lines.size() && lines.size() < CLOCK_WINDOW; i++) {
            if (lines.get(i).stampMicros() != null) {
                assertThat(again.get(i).at()).isEqualTo(lines.get(i).at());
            }
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.concat(
                Pieces.kernelLogs(),
                Pieces.seeds(
                        "4,413,71599546,-;one\n4,414,71599547,c;two\n",
                        "[    2.000000] late\n[    1.000000] early\nbare\n[999999999999.999999] far\n",
                        "[ ]\n"));
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }
}
