// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTextTest {

    @Test
    void readsEveryPrefixThatKernelsAndToolsPrint() {
        assertThat(LinePrefix.of("<4>[   12.345678][  T123] text"))
                .isEqualTo(new LinePrefix(4, 12_345_678L, "T123", "text"));
        assertThat(LinePrefix.of("[   12.345678] [C0] text")).isEqualTo(new LinePrefix(-1, 12_345_678L, "C0", "text"));
        assertThat(LinePrefix.of("[   12.345678]  <TASK>")).isEqualTo(new LinePrefix(-1, 12_345_678L, null, " <TASK>"));
        assertThat(LinePrefix.of("4,413,71599546,-;text")).isEqualTo(new LinePrefix(4, 71_599_546L, null, "text"));
        assertThat(LinePrefix.of("<6>text")).isEqualTo(new LinePrefix(6, null, null, "text"));
        assertThat(LinePrefix.of("text")).isEqualTo(new LinePrefix(-1, null, null, "text"));
    }

    @Test
    void placesOldLinesOfAPushByTheNewest() {
        List<LogLine> lines = read("[  10.000000] old\n[ 110.000000] new\n");

        assertThat(lines.get(0).at()).isEqualTo(Logs.ARRIVAL.minusSeconds(100));
        assertThat(lines.get(1).at()).isEqualTo(Logs.ARRIVAL);
    }

    @Test
    void placesALatePushByTheClockOfThePushesBefore() {
        KernelText text = new KernelText();
        text.read("[ 100.000000] a\n".getBytes(StandardCharsets.UTF_8), Logs.ARRIVAL);
        Instant late = Logs.ARRIVAL.plusSeconds(60);

        assertThat(text.read("[ 101.000000] b\n".getBytes(StandardCharsets.UTF_8), late)
                        .get(0)
                        .at())
                .isEqualTo(Logs.ARRIVAL.plusSeconds(1));
    }

    @Test
    void cutsAndCountsLinesThatAreTooLong() {
        KernelText text = new KernelText();
        byte[] million = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

        assertThat(text.read(million, Logs.ARRIVAL).get(0).text()).hasSize(LineCutter.MAX_LENGTH);
        assertThat(text.cutLines()).isEqualTo(1);
        assertThat(text.lines()).isEqualTo(1);
    }

    @Test
    void dropsCarriageReturnsAndNulBytes() {
        assertThat(read("a\u0000b\r\nc").stream().map(LogLine::text)).containsExactly("ab", "c");
    }

    private static List<LogLine> read(String text) {
        return new KernelText().read(text.getBytes(StandardCharsets.UTF_8), Logs.ARRIVAL);
    }
}
