// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameCutterTest {

    private final FrameCutter cutter = new FrameCutter();

    @Test
    void cutsByCountsWhereTheFirstByteIsADigit() {
        assertThat(feed("7 <3>a\nbc8 <3>defgh\n2 ")).containsExactly("<3>a\nbc", "<3>defgh");
        assertThat(cutter.unfinished()).isTrue();
        assertThat(cutter.rest()).isNull();
        assertThat(feed("xy")).containsExactly("xy");
        assertThat(cutter.unfinished()).isFalse();
    }

    @Test
    void cutsByLinesWhereTheFirstByteBeginsAPriority() {
        assertThat(feed("<3>one\n\n12 in a line is no count\n<4>nul ends it too\0<5>last"))
                .containsExactly("<3>one", "12 in a line is no count", "<4>nul ends it too");
        assertThat(new String(cutter.rest(), StandardCharsets.UTF_8)).isEqualTo("<5>last");
        assertThat(cutter.rest()).isNull();
    }

    @Test
    void takesNothingMoreFromAStreamThatIsNoSyslog() {
        assertThat(feed("GET / HTTP/1.1\r\n\r\n<3>a\n")).isEmpty();
        assertThat(cutter.broken()).isTrue();
    }

    @Test
    void takesNothingMoreWhereACountIsNone() {
        for (String stream : List.of("9999999999 x", "5x", "012 x", "3 abc-")) {
            FrameCutter fresh = new FrameCutter();
            fresh.feed(stream.getBytes(StandardCharsets.UTF_8));
            assertThat(fresh.broken()).as(stream).isTrue();
        }
    }

    @Test
    void cutsOffWhatIsTooLongAndFindsTheNext() {
        String endless = "<3>" + "x".repeat(5_000_000);
        List<String> lines = feed(endless + "\n<3>next\n");
        assertThat(lines).hasSize(2).last().isEqualTo("<3>next");
        assertThat(lines.get(0)).hasSize(FrameCutter.MAX_LENGTH);
        assertThat(cutter.cutFrames()).isEqualTo(1);

        FrameCutter counted = new FrameCutter();
        List<byte[]> frames =
                counted.feed((endless.length() + " " + endless + "7 <3>next").getBytes(StandardCharsets.UTF_8));
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0)).hasSize(FrameCutter.MAX_LENGTH);
        assertThat(new String(frames.get(1), StandardCharsets.UTF_8)).isEqualTo("<3>next");
    }

    @Property(tries = 500)
    void cutsTheSameHoweverItArrivesInPieces(
            @ForAll List<String> messages, @ForAll boolean counted, @ForAll @IntRange(min = 1, max = 50) int piece) {
        List<String> sent = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (String message : messages) {
            String clean = "<3>" + message.replaceAll("[^ -~]", "");
            sent.add(clean);
            stream.append(counted ? clean.length() + " " + clean : clean + "\n");
        }
        FrameCutter fresh = new FrameCutter();
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        List<String> cut = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += piece) {
            fresh.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)))
                    .forEach(frame -> cut.add(new String(frame, StandardCharsets.UTF_8)));
        }
        assertThat(cut).isEqualTo(sent);
    }

    @Property(tries = 2000)
    void neverThrows(@ForAll byte[] bytes) {
        FrameCutter fresh = new FrameCutter();
        fresh.feed(bytes).forEach(frame -> assertThat(frame).hasSizeLessThanOrEqualTo(bytes.length));
        fresh.rest();
    }

    private List<String> feed(String stream) {
        return cutter.feed(stream.getBytes(StandardCharsets.UTF_8)).stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8))
                .toList();
    }
}
