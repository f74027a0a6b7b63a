// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of one TCP connection, in either framing, up to log lines. */
class SyslogFuzzTest {

    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    @MethodSource("seeds")
    @FuzzTest
    void connection(byte[] input) {
        List<String> messages = cut(input, input.length);

        // Where the network cut the stream says nothing.
        assertThat(cut(input, 7)).isEqualTo(messages);
        SyslogStream stream = new SyslogStream();
        List<LogLine> lines = new ArrayList<>();
        for (String message : messages) {
            Parsed parsed = SyslogParser.parse(message.getBytes(StandardCharsets.ISO_8859_1), ARRIVAL);
            if (parsed instanceof Parsed.Kernel kernel) {
                assertThat(kernel.loggedAt()).isBetween(ARRIVAL.minus(SyslogTime.OLDEST), ARRIVAL);
                lines.addAll(stream.accept(kernel));
            }
        }
        lines.addAll(stream.drain());
        MessageCounters counters = stream.counters();
        assertThat(counters.received()).isEqualTo(counters.delivered());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.level()).isBetween(0, 7);
            assertThat(line.text().length()).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
            assertThat(line.text()).doesNotContain("\n");
        });
    }

    private static List<String> cut(byte[] input, int piece) {
        FrameCutter cutter = new FrameCutter();
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < input.length; from += piece) {
            frames.addAll(cutter.feed(Arrays.copyOfRange(input, from, Math.min(input.length, from + piece))));
        }
        byte[] rest = cutter.rest();
        if (rest != null) {
            frames.add(rest);
        }
        return frames.stream()
                .map(frame -> new String(frame, StandardCharsets.ISO_8859_1))
                .toList();
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "<3>1 2025-12-31T23:59:59.5Z web-1 kernel - - [a@1 k=\"x \\\"] y\"] \uFEFF[    1.000000] one#012two\n",
                        "<4>Dec 31 23:59:59 web-1 kernel: [    1.000000][   T1] one\n<5>kernel: #011two\0<6>three",
                        "<3>2025-12-31T23:59:59+00:00 web-1 kernel:  ? one\n<192>x\n<13>kernel: y\n\n",
                        "14 <3>kernel: one\n11 <3>kernel: 2",
                        "99999 <3>kernel: never ends")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }
}
