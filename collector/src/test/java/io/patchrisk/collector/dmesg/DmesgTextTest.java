// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.dmesg;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DmesgTextTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T10:00:00Z");

    private final DmesgText text = new DmesgText();

    @Test
    void readsRecordsOfDevKmsg() {
        ReadLog log = read("""
                6,410,71599546,-;usb 1-1: new device
                 SUBSYSTEM=usb
                 DEVICE=c189:1
                4,411,71600000,-,caller=T321;a \\x09tab and a \\xc3\\xa9
                13,412,71700000,-;said by a program
                """);

        assertThat(log.lines())
                .extracting(LogLine::text)
                .containsExactly("usb 1-1: new device", "a \ttab and a \u00e9", "said by a program");
        LogLine second = log.lines().get(1);
        assertThat(second.sequence()).isEqualTo(411);
        assertThat(second.stampMicros()).isEqualTo(71_600_000);
        assertThat(second.level()).isEqualTo(4);
        assertThat(second.caller()).isEqualTo("T321");
        assertThat(second.at()).isEqualTo(ARRIVAL.minusMillis(100));
        assertThat(log.passedOver()).isEqualTo(Map.of("dictionary", 2L));
    }

    @Test
    void joinsALineThatWasPrintedInPieces() {
        ReadLog log = read("""
                4,1,1000,c;Modules linked in:
                4,2,1001,+; demo
                6,3,1002,-;something else
                4,4,1003,+; lost its beginning
                """);

        assertThat(log.lines())
                .extracting(LogLine::text)
                .containsExactly("Modules linked in: demo", "something else", " lost its beginning");
    }

    @Test
    void readsDmesgAsItIs() {
        List<LogLine> lines = read("[   10.000000] one\n[   12.500000][  T7] two\n<3>[   12.500000] three\nbare\n")
                .lines();

        assertThat(lines).extracting(LogLine::text).containsExactly("one", "two", "three", "bare");
        assertThat(lines.get(0).at()).isEqualTo(ARRIVAL.minusMillis(2_500));
        assertThat(lines.get(1).caller()).isEqualTo("T7");
        assertThat(lines.get(2).level()).isEqualTo(3);
        assertThat(lines.get(3).at()).isEqualTo(ARRIVAL);
    }

    @Test
    void readsIsoTimesAsWallTime() {
        List<LogLine> lines = read("""
                2026-11-22T09:59:00,250000+00:00 one
                2026-11-22T10:59:30,000000+01:00 [  T12] two
                2026-11-22T11:00:00,000000+00:00 of a clock that is ahead
                """).lines();

        assertThat(lines)
                .extracting(LogLine::at)
                .containsExactly(
                        Instant.parse("2026-11-22T09:59:00.250Z"), Instant.parse("2026-11-22T09:59:30Z"), ARRIVAL);
        assertThat(lines.get(1).caller()).isEqualTo("T12");
        assertThat(lines.get(1).text()).isEqualTo("two");
        assertThat(lines.get(0).stampMicros()).isNull();
    }

    @Test
    void readsDatesWithoutAZoneByTheirDistance() {
        List<LogLine> lines = read("""
                [Sun Nov 22 05:30:00 2026] one
                [Sun Nov 22 05:30:40 2026] two
                [some day in November 2026] no date
                """).lines();

        assertThat(lines)
                .extracting(LogLine::text)
                .containsExactly("one", "two", "[some day in November 2026] no date");
        assertThat(lines.get(0).at()).isEqualTo(ARRIVAL.minusSeconds(40));
        assertThat(lines.get(1).at()).isEqualTo(ARRIVAL);
    }

    @Test
    void readsDecodedLevels() {
        List<LogLine> lines = read("kern  :warn  : [   12.500000] one\nuser  :notice: [Sun Nov 22 05:30:00 2026] two\n")
                .lines();

        assertThat(lines).extracting(LogLine::text).containsExactly("one", "two");
        assertThat(lines).extracting(LogLine::level).containsExactly(4, 5);
        assertThat(lines.get(0).stampMicros()).isEqualTo(12_500_000);
    }

    @Test
    void neverDatesOneBootByAnother() {
        List<LogLine> lines = read("[ 9000.000000] old\n[    0.000000] Linux version 6.1.0 demo\n[    3.000000] new\n")
                .lines();

        assertThat(lines.get(0).at()).isEqualTo(ARRIVAL);
        assertThat(lines.get(1).at()).isEqualTo(ARRIVAL.minusSeconds(3));
        assertThat(lines.get(2).at()).isEqualTo(ARRIVAL);
    }

    @Test
    void placesALatePushByTheClockOfThePushesBefore() {
        read("[ 100.000000] a\n");
        byte[] next = "[ 101.000000] b\n".getBytes(StandardCharsets.UTF_8);

        assertThat(text.read(next, ARRIVAL.plusSeconds(60)).lines().get(0).at()).isEqualTo(ARRIVAL.plusSeconds(1));
    }

    @Test
    void dropsCarriageReturnsAndNulBytes() {
        assertThat(read("plain\na\u0000b\r\nc").lines())
                .extracting(LogLine::text)
                .containsExactly("plain", "ab", "c");
    }

    @Test
    void countsWhatItCutsOff() {
        ReadLog log = read("x".repeat(100_000) + "\nnext\n");

        assertThat(log.lines().get(0).text()).hasSize(LineCutter.MAX_LENGTH);
        assertThat(log.lines().get(1).text()).isEqualTo("next");
        assertThat(log.passedOver()).isEqualTo(Map.of("cut", 1L));
    }

    @Test
    void readsAMegabyteOfTheSmallestLines() {
        assertThat(read("\n".repeat(1 << 20)).lines()).hasSize(1 << 20);
        assertThat(read("4,1,1,c;x\n4,2,1,+;y\n".repeat(50_000)).lines()).isNotEmpty();
    }

    @Property(tries = 1000)
    void neverThrows(@ForAll byte[] bytes, @ForAll String words) {
        assertThat(new DmesgText().read(bytes, ARRIVAL)).isNotNull();
        assertThat(read("4,1,2,-;" + words + "\n[Sun Nov " + words + "\n2026-11-22T" + words))
                .isNotNull();
    }

    private ReadLog read(String log) {
        return text.read(log.getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }
}
