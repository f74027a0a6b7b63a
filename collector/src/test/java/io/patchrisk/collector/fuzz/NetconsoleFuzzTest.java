// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.netconsole.NetconsoleStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams of one source, any number of milliseconds apart. */
class NetconsoleFuzzTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Heard(List<LogLine> lines, MessageCounters counters) {}

    @MethodSource("seeds")
    @FuzzTest
    void datagrams(byte[] input) {
        Heard heard = hear(input);

        assertThat(hear(input)).isEqualTo(heard);
        assertThat(heard.counters().held()).isZero();
        for (LogLine line : heard.lines()) {
            assertThat(line.text().length()).isLessThanOrEqualTo(LineCutter.MAX_LENGTH);
            assertThat(line.text()).doesNotContain("\n");
            assertThat(line.level()).isBetween(-1, 7);
        }
    }

    static Stream<Arguments> seeds() {
        return Pieces.seeds(
                Pieces.frames("6,100,10000000,-;one\n", "6,102,10000200,-;three\n", "6,101,10000100,-;two\n"),
                Pieces.frames("6.1.0,4,7,1000000,-,caller=T1;text\n SUBSYSTEM=pci\n DEVICE=+pci:0\n", "6,8,0,-;again"),
                Pieces.frames("6,101,11000000,-,ncfrag=4/10;world\n", "6,101,11000000,-,ncfrag=0/10;hell"),
                Pieces.frames("[   10.000000] first\n[   10.100000] sec", "ond\nthird", "", "\1\2\3\4"),
                Pieces.frames(
                        "6,900,90000000,-;old boot", "6,0,0,-;Linux version 6.1.0", "6,1,90,c;cont", "6,2,91,+;\\x41"));
    }

    private static Heard hear(byte[] input) {
        NetconsoleStream stream = new NetconsoleStream();
        SplittableRandom random = Pieces.random(input);
        List<LogLine> lines = new ArrayList<>();
        Instant now = START;
        for (byte[] datagram : Pieces.frames(input)) {
            lines.addAll(stream.accept(datagram, now));
            addsUp(stream.counters());
            now = now.plusMillis(1L << random.nextInt(14));
            lines.addAll(stream.flush(now));
        }
        lines.addAll(stream.drain(now));
        addsUp(stream.counters());
        return new Heard(lines, stream.counters());
    }

    private static void addsUp(MessageCounters counters) {
        long elsewhere = Stream.of(counters.rejected(), counters.dropped())
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        assertThat(counters.delivered() + elsewhere + counters.held()).isEqualTo(counters.received());
        assertThat(counters.missing()).isNotNegative();
    }
}
