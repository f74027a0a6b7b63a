// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.LogFact;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReaderPropertiesTest {

    private static final List<String> LOGS = List.of(
            "oops.log",
            "refcount.log",
            "atomic.log",
            "list-corruption.log",
            "panic.log",
            "soft-lockup-and-rcu-stall.log");

    @Property(tries = 300)
    void neverThrowsOnBytes(@ForAll byte[] bytes) {
        assertThat(Logs.facts(bytes)).isNotNull();
    }

    @Property(tries = 300)
    void neverThrowsOnDamagedReports(@ForAll("damaged") byte[] bytes) {
        assertThat(Logs.facts(bytes)).isNotNull();
    }

    @Property(tries = 100)
    void readsTheSameHoweverTheStreamIsCut(
            @ForAll @IntRange(max = 5) int log, @ForAll List<@IntRange(min = 1, max = 700) Integer> pieces) {
        byte[] text = Logs.resource(LOGS.get(log));

        assertThat(facts(cut(text, pieces))).isEqualTo(facts(List.of(text)));
    }

    @Property(tries = 50)
    void keepsNoMoreThanOneReportInMemory(@ForAll @IntRange(min = 1, max = 40) int times) {
        byte[] one = Logs.resource("refcount.log");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(one);
        }
        // Four live-patch messages and a report each: nothing is held back and looked at again.
        assertThat(Logs.events(Logs.facts(all.toByteArray()))).hasSize(times);
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<byte[]> whole = Arbitraries.of(LOGS).map(Logs::resource);
        return whole.flatMap(text -> Arbitraries.integers()
                .between(0, text.length - 1)
                .list()
                .ofSize(40)
                .map(places -> damaged(text, places)));
    }

    private static byte[] damaged(byte[] text, List<Integer> places) {
        byte[] copy = text.clone();
        for (int i = 0; i < places.size(); i++) {
            copy[places.get(i)] = (byte) (i * 37);
        }
        return copy;
    }

    private static List<byte[]> cut(byte[] text, List<Integer> pieces) {
        List<byte[]> cut = new ArrayList<>();
        int at = 0;
        for (int piece : pieces) {
            int end = Math.min(text.length, at + piece);
            cut.add(Arrays.copyOfRange(text, at, end));
            at = end;
        }
        cut.add(Arrays.copyOfRange(text, at, text.length));
        return cut;
    }

    private static List<LogFact> facts(List<byte[]> pieces) {
        LineCutter cutter = new LineCutter();
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>();
        for (byte[] piece : pieces) {
            for (String line : cutter.feed(piece)) {
                LinePrefix prefix = LinePrefix.of(line);
                Long stamp = prefix.stampMicros();
                facts.addAll(reader.feed(new LogLine(
                        Logs.ARRIVAL.plusNanos(stamp == null ? 0 : stamp * 1000),
                        stamp,
                        prefix.level(),
                        prefix.caller(),
                        false,
                        prefix.text())));
            }
        }
        facts.addAll(reader.flush());
        return facts;
    }
}
