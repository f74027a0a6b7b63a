// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LinePrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of dmesg, of a console or of /dev/kmsg, as lines with their prefixes. */
class DmesgFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void dmesg(byte[] input) {
        List<String> lines = lines(List.of(input));

        assertThat(lines(Pieces.cut(input))).isEqualTo(lines);
        for (String line : lines) {
            assertThat(line.length()).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
            assertThat(line).doesNotContain("\n", "\r", "\0");
            LinePrefix prefix = LinePrefix.of(line);
            assertThat(line).endsWith(prefix.text());
            assertThat(prefix.level()).isBetween(-1, 7);
            assertThat(LinePrefix.of(line)).isEqualTo(prefix);
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.concat(
                Pieces.kernelLogs(),
                Pieces.seeds(
                        "4,413,71599546,-,caller=T7;text\n SUBSYSTEM=pci\n",
                        "<4>[   12.345678][   T99] text\r\n<0>[12.345678] [C1] more",
                        "login: [    1.000000] printed over a prompt\n\0\0\377\376"));
    }

    private static List<String> lines(List<byte[]> pieces) {
        LineCutter cutter = new LineCutter();
        List<String> lines = new ArrayList<>();
        pieces.forEach(piece -> lines.addAll(cutter.feed(piece)));
        String rest = cutter.rest();
        if (rest != null) {
            lines.add(rest);
        }
        assertThat(cutter.rest()).isNull();
        return lines;
    }
}
