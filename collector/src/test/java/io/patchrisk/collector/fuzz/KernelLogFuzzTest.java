// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of a kernel log as facts, by a stream that is cut anywhere. */
class KernelLogFuzzTest {

    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    /** Characters of a report as printed, and frames, that may be kept of it. */
    private static final int LONGEST_TEXT = 64 * 1024;

    private static final int MOST_FRAMES = 1_000;

    @MethodSource("seeds")
    @FuzzTest
    void stream(byte[] input) {
        List<LogLine> lines = lines(List.of(input));
        List<LogFact> facts = facts(lines);

        assertThat(facts(lines(Pieces.cut(input)))).isEqualTo(facts);
        assertThat(facts.size()).isLessThanOrEqualTo(lines.size());
        Instant last = Instant.MIN;
        for (LogFact fact : facts) {
            assertThat(fact.at()).isAfterOrEqualTo(last);
            last = fact.at();
            sound(fact);
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.concat(
                Pieces.kernelLogs(),
                Pieces.seeds(
                        "BUG: KASAN: slab-use-after-free in f+0x1/0x2 [m]\nRead of size 8 at addr 0 by task a/1\nCall Trace:\n f+0x1/0x2 [m]\n",
                        "INFO: task a:7 blocked for more than 120 seconds.\ntask:a state:D\nCall Trace:\n <TASK>\n g+0x1/0x2\n </TASK>\n",
                        "mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 4: b2\nKernel panic - not syncing: Fatal machine check\n",
                        "BUG: workqueue lockup\nlivepatch: enabling patch 'p'\nLinux version 6.1.0 x\n"));
    }

    static void sound(LogFact fact) {
        if (fact instanceof KernelEvent event) {
            assertThat(event.text()).isNotEmpty();
            assertThat(event.text().length()).isLessThanOrEqualTo(LONGEST_TEXT);
            assertThat(event.frames().size()).isLessThanOrEqualTo(MOST_FRAMES);
            assertThat(event.title().length()).isBetween(1, 120);
            assertThat(event.fingerprint()).isNotEmpty();
        }
    }

    static List<LogFact> facts(List<LogLine> lines) {
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>();
        lines.forEach(line -> facts.addAll(reader.feed(line)));
        facts.addAll(reader.flush());
        assertThat(reader.flush()).isEmpty();
        return facts;
    }

    /** A millisecond from line to line, whatever stamps say: {@link DmesgFuzzTest} believes them. */
    private static List<LogLine> lines(List<byte[]> pieces) {
        LineCutter cutter = new LineCutter();
        List<String> raw = new ArrayList<>();
        pieces.forEach(piece -> raw.addAll(cutter.feed(piece)));
        String rest = cutter.rest();
        if (rest != null) {
            raw.add(rest);
        }
        List<LogLine> lines = new ArrayList<>();
        for (String line : raw) {
            LinePrefix prefix = LinePrefix.of(line);
            lines.add(new LogLine(
                    ARRIVAL.plusMillis(lines.size()),
                    prefix.stampMicros(),
                    prefix.level(),
                    prefix.caller(),
                    lines.size() % 7 == 0,
                    prefix.text()));
        }
        return lines;
    }
}
