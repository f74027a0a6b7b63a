// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.dmesg.DmesgText;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text of dmesg and records of /dev/kmsg, pushed twice because the first answer was lost. */
class DmesgFuzzTest {

    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    @MethodSource("seeds")
    @FuzzTest
    void text(byte[] input) {
        DmesgText text = new DmesgText();
        ReadLog log = text.read(input, ARRIVAL);

        assertThat(new DmesgText().read(input, ARRIVAL)).isEqualTo(log);
        assertThat(texts(text.read(input, ARRIVAL.plusSeconds(9)))).isEqualTo(texts(log));
        KernelLogFuzzTest.facts(log.lines()).forEach(KernelLogFuzzTest::sound);
        assertThat(log.lines()).allSatisfy(line -> {
            assertThat(line.at()).isBeforeOrEqualTo(ARRIVAL);
            assertThat(line.level()).isBetween(-1, 7);
            assertThat(line.text().length()).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
        });
    }

    static Stream<Arguments> seeds() {
        return Stream.concat(
                Pieces.kernelLogs(),
                Pieces.seeds(
                        "4,413,71599546,c,caller=T1;one\\x09\n SUBSYSTEM=usb\n4,414,71599547,+,caller=T1; two\n",
                        "[Sun Nov 22 08:34:06 2026] one\n2026-11-22T08:34:06,123456+00:00 [   T1] two\n",
                        "kern  :warn  : [    1.000000] one\n[    0.000000] Linux version 6.1.0\n",
                        "[    2.000000] late\n[    1.000000] early\nbare\n[999999999999.999999] far\n",
                        "[ ]\n"));
    }

    private static List<String> texts(ReadLog log) {
        return log.lines().stream().map(LogLine::text).toList();
    }
}
