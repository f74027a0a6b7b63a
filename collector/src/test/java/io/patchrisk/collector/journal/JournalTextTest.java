// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JournalTextTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T10:00:00Z");

    /** 2026-11-22T09:00:00Z. */
    private static final long NINE = 1_795_338_000_000_000L;

    private final JournalText journal = new JournalText();

    @Test
    void readsAnEntry() {
        ReadLog log = read("""
                {"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"%d","__MONOTONIC_TIMESTAMP":"5","_BOOT_ID":"b1",\
                "_TRANSPORT":"kernel","PRIORITY":"4","SYSLOG_FACILITY":"0","SYSLOG_IDENTIFIER":"kernel",\
                "_HOSTNAME":"web-1","_SOURCE_MONOTONIC_TIMESTAMP":"12500000","MESSAGE":"BUG: \\u00e9"}
                """.formatted(NINE));

        assertThat(log.lines())
                .containsExactly(
                        new LogLine(Instant.parse("2026-11-22T09:00:00Z"), 12_500_000L, 4, null, false, "BUG: \u00e9"));
        assertThat(log.passedOver()).isEmpty();
    }

    @Test
    void readsAMessageThatIsBytes() {
        assertThat(read(entry(NINE, 1, "b1", "web-1", "[82,73,80,58,9,195,169,255,10,110,101,120,116]"))
                        .lines())
                .extracting(LogLine::text)
                .containsExactly("RIP:\t\u00e9\uFFFD", "next");
        assertThat(read(entry(NINE, 1, "b1", "web-1", "[\"first\",\"second\"]")).lines())
                .extracting(LogLine::text)
                .containsExactly("first");
    }

    @Test
    void placesWhatTheJournalFoundLateByTheKernelsStamps() {
        // The journal came up at 20 s of uptime, and took in what had been printed before.
        ReadLog log = read(entry(NINE, 1_000_000, "b1", "web-1", "\"early\"")
                + entry(NINE, 20_000_000, "b1", "web-1", "\"late\"")
                + entry(NINE + 3_600_000_000L, 5_000_000, "b2", "web-1", "\"another boot\""));

        assertThat(log.lines())
                .extracting(LogLine::at)
                .containsExactly(
                        Instant.parse("2026-11-22T08:59:41Z"),
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void takesNoTimeThatIsYetToCome() {
        assertThat(read(entry(NINE + 86_400_000_000L, 1, "b1", "web-1", "\"x\""))
                        .lines())
                .extracting(LogLine::at)
                .containsExactly(ARRIVAL);
    }

    @Test
    void countsWhatItPassesOver() {
        ReadLog log = read("no json\n"
                + "{\"_TRANSPORT\":\"syslog\",\"MESSAGE\":\"BUG: said by a user\"}\n"
                + "{\"MESSAGE\":\"of an unknown way\"}\n"
                + entry(NINE, 1, "b1", "web-1", "null")
                + entry(NINE, 1, "b1", "web-1", "[1,2,999]")
                + entry(NINE, 1, "b1", "web-1", "\"taken\"")
                + entry(NINE, 1, "b1", "web-2", "\"merged from another host\"")
                + "[" + "[".repeat(5_000) + "\n"
                + "{\"MESSAGE\":\"" + "x".repeat(200_000) + "\"}\n"
                + "\n\r\n"
                + entry(NINE, 1, "b1", "web-1", "\"" + "y".repeat(10_000) + "\""));

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0).text()).isEqualTo("taken");
        assertThat(log.lines().get(1).text()).hasSize(LineCutter.MAX_LENGTH);
        assertThat(log.passedOver())
                .isEqualTo(Map.of(
                        "not_json",
                        2L,
                        "not_kernel",
                        2L,
                        "no_message",
                        2L,
                        "other_host",
                        1L,
                        "too_long",
                        1L,
                        "cut",
                        1L));
    }

    @Property(tries = 1000)
    void neverThrows(@ForAll byte[] bytes, @ForAll String words) {
        assertThat(new JournalText().read(bytes, ARRIVAL)).isNotNull();
        assertThat(read("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"" + words + "\",\"PRIORITY\":\"" + words + "\"}"))
                .isNotNull();
    }

    private ReadLog read(String text) {
        return journal.read(text.getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }

    private static String entry(long realtime, long monotonic, String boot, String host, String message) {
        return "{\"__REALTIME_TIMESTAMP\":\"" + realtime + "\",\"_SOURCE_MONOTONIC_TIMESTAMP\":\"" + monotonic
                + "\",\"_BOOT_ID\":\"" + boot + "\",\"_HOSTNAME\":\"" + host
                + "\",\"_TRANSPORT\":\"kernel\",\"PRIORITY\":\"6\",\"MESSAGE\":" + message + "}\n";
    }
}
