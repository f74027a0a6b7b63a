// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.journal.JournalText;
import io.patchrisk.collector.log.LineCutter;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries of the journal as JSON lines. */
class JournalFuzzTest {

    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    @MethodSource("seeds")
    @FuzzTest
    void entries(byte[] input) {
        ReadLog log = new JournalText().read(input, ARRIVAL);

        assertThat(new JournalText().read(input, ARRIVAL)).isEqualTo(log);
        assertThat(log.lines()).allSatisfy(line -> {
            assertThat(line.at()).isBeforeOrEqualTo(ARRIVAL);
            assertThat(line.level()).isBetween(-1, 7);
            assertThat(line.text().length()).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
        });
    }

    static Stream<Arguments> seeds() {
        return Pieces.seeds(
                "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"one\\ntwo\",\"PRIORITY\":\"4\",\"_BOOT_ID\":\"b\","
                        + "\"_SOURCE_MONOTONIC_TIMESTAMP\":\"12\",\"__REALTIME_TIMESTAMP\":\"1767225000000000\"}\n",
                "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[82,73,80,255,10],\"_HOSTNAME\":\"a\"}\n"
                        + "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[\"x\",\"y\"],\"_HOSTNAME\":\"b\"}\n",
                "{\"MESSAGE\":null}\n[]\n{\n\n\"x\"");
    }
}
