// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NetconsoleStreamTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final NetconsoleStream stream = new NetconsoleStream();
    private final List<LogLine> lines = new ArrayList<>();
    private Instant now = START;

    @Test
    void handsOnWhatArrivesInOrder() {
        settleAt(100);
        send(101, 11, "a");
        send(102, 12, "b");

        assertThat(texts()).containsExactly("settled", "a", "b");
        assertThat(lines.get(1).at()).isEqualTo(lines.get(0).at().plusSeconds(1));
    }

    @Test
    void putsOvertakenMessagesBackInOrder() {
        settleAt(100);
        raw("6,102,11000200,-;b");
        raw("6,103,11000300,-;c");
        raw("6,101,11000100,-;a");

        assertThat(texts()).containsExactly("settled", "a", "b", "c");
        assertThat(stream.counters().missing()).isZero();
    }

    @Test
    void waitsNoLongerThanAGapIsWorth() {
        settleAt(100);
        send(105, 12, "b");
        assertThat(texts()).containsExactly("settled");
        pass(Duration.ofMillis(300));

        assertThat(texts()).containsExactly("settled", "b");
        assertThat(stream.counters().missing()).isEqualTo(4);
        send(103, 11, "late");
        assertThat(texts()).endsWith("late");
        assertThat(stream.counters().missing()).isEqualTo(3);
    }

    @Test
    void handsAMessageOnOnce() {
        settleAt(100);
        send(101, 11, "a");
        send(101, 11, "a");

        assertThat(texts()).containsExactly("settled", "a");
        assertThat(stream.counters().dropped()).containsEntry("duplicate", 1L);
    }

    @Test
    void marksTheBootLogThatARegisteringConsoleReplays() {
        send(0, 0, "Linux version 6.1.0 x");
        send(400, 50, "netconsole: network logging started");
        pass(Duration.ofSeconds(1));

        assertThat(lines).extracting(LogLine::replayed).containsExactly(true, false);
        assertThat(lines.get(1).at()).isEqualTo(START);
        assertThat(lines.get(0).at()).isEqualTo(START.minusSeconds(50));
    }

    @Test
    void knowsAReplayInTheSameBootFromAReboot() {
        settleAt(100);
        send(101, 11, "a");
        pass(Duration.ofSeconds(20));
        send(100, 10, "settled");
        send(101, 11, "a");
        send(102, 31, "b");
        pass(Duration.ofSeconds(1));

        assertThat(texts()).containsExactly("settled", "a", "b");
        assertThat(stream.counters().reboots()).isZero();
        assertThat(stream.counters().dropped()).containsEntry("duplicate", 2L);
    }

    @Test
    void recognisesARebootByItsStamps() {
        settleAt(100);
        pass(Duration.ofSeconds(60));
        send(0, 0, "Linux version 6.1.0 x");
        send(90, 9, "up again");
        pass(Duration.ofSeconds(1));

        assertThat(texts()).containsExactly("settled", "Linux version 6.1.0 x", "up again");
        assertThat(stream.counters().reboots()).isEqualTo(1);
        assertThat(lines.get(2).at()).isEqualTo(START.plusSeconds(61));
    }

    @Test
    void putsFragmentsTogetherInAnyOrder() {
        settleAt(100);
        raw("6,101,11000000,-,ncfrag=4/10;world\n");
        raw("6,101,11000000,-,ncfrag=0/10;hell");

        assertThat(texts()).containsExactly("settled", "hellworld");
        assertThat(stream.counters().delivered()).isEqualTo(3);
    }

    @Test
    void givesUpAMessageOfWhichAFragmentWasLost() {
        settleAt(100);
        raw("6,101,11000000,-,ncfrag=0/9;hell");
        for (int i = 0; i <= Fragments.PATIENCE; i++) {
            send(102 + i, 12, "x");
        }

        assertThat(stream.counters().dropped()).containsEntry("incomplete", 1L);
    }

    @Test
    void joinsLegacyLinesThatWereCut() {
        raw("[   10.000000] first\n[   10.100000] sec");
        raw("ond\nthird");
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));

        assertThat(texts()).containsExactly("first", "second", "third");
        assertThat(stream.counters().delivered()).isEqualTo(2);
    }

    @Property(tries = 300)
    void neverThrowsAndAlwaysAddsUp(@ForAll List<byte[]> datagrams) {
        NetconsoleStream any = new NetconsoleStream();
        datagrams.forEach(datagram -> any.accept(datagram, START));
        assertAddsUp(any.counters());
        any.drain(START);

        assertAddsUp(any.counters());
        assertThat(any.counters().held()).isZero();
    }

    @Property(tries = 300)
    void addsUpUnderAnyMixOfSequencesAndFragments(@ForAll List<Short> numbers) {
        NetconsoleStream any = new NetconsoleStream();
        Instant at = START;
        for (short number : numbers) {
            int sequence = Math.floorMod(number, 300);
            String fragment = number % 3 == 0 ? ",ncfrag=" + Math.floorMod(number, 5) + "/6" : "";
            any.accept(
                    bytes("6," + sequence + "," + Math.floorMod(number, 90) * 1_000_000L + ",-" + fragment + ";xy"),
                    at);
            at = at.plusMillis(Math.floorMod(number, 700));
            assertAddsUp(any.counters());
        }
        any.drain(at);
        assertAddsUp(any.counters());
    }

    private static void assertAddsUp(MessageCounters counters) {
        long rejected =
                counters.rejected().values().stream().mapToLong(Long::longValue).sum();
        long dropped =
                counters.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(counters.delivered() + rejected + dropped + counters.held()).isEqualTo(counters.received());
    }

    private void settleAt(int sequence) {
        send(sequence, 10, "settled");
        pass(Duration.ofSeconds(1));
    }

    private void send(int sequence, int uptimeSeconds, String text) {
        raw("6," + sequence + "," + uptimeSeconds * 1_000_000L + ",-;" + text + "\n");
    }

    private void raw(String datagram) {
        lines.addAll(stream.accept(bytes(datagram), now));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        lines.addAll(stream.flush(now));
    }

    private List<String> texts() {
        return lines.stream().map(LogLine::text).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
