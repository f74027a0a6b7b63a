// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalReaderTest {

    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    private final SignalCatalogue catalogue = SignalCatalogue.bundled();
    private final SignalReader reader = catalogue.reader(Duration.ofSeconds(2));

    @Test
    void givesGaugesAtOnceAndRatesFromTheSecondScrapeOn() {
        Reading first = read(0, "node_load1 0.5\nnode_forks_total 100\n");
        Reading second = read(2, "node_load1 0.7\nnode_forks_total 103\n");

        assertThat(first.values()).containsEntry("load1", 0.5).doesNotContainKey("forks");
        assertThat(second.values()).containsEntry("load1", 0.7).containsEntry("forks", 1.5);
    }

    @Test
    void statesItsOwnMeasurementOfTheScrape() {
        assertThat(read(0, "node_load1 0\n").values()).containsEntry("scrape_duration", 0.02);
    }

    @Test
    void countsLooksThatTheHostDidNotAnswer() {
        read(0, "node_load1 0\n");
        reader.missed(2);

        assertThat(read(6, "node_load1 0\n").values().get("scrapes_missed")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(read(8, "node_load1 0\n").values()).containsEntry("scrapes_missed", 0.0);
    }

    /** A host that was away for long fell silent; that is for rules, not for rates. */
    @Test
    void countsNoLooksBeyondALongGap() {
        read(0, "node_load1 0\n");
        reader.missed(6);

        assertThat(read(14, "node_load1 0\n").values()).doesNotContainKey("scrapes_missed");
        assertThat(read(16, "node_load1 0\n").values()).containsEntry("scrapes_missed", 0.0);
    }

    @Test
    void dividesGrowthByGrowth() {
        read(0, cpu(10, 80) + "node_netstat_Tcp_RetransSegs 5\nnode_netstat_Tcp_OutSegs 1000\n");
        Reading second = read(2, cpu(11, 83) + "node_netstat_Tcp_RetransSegs 6\nnode_netstat_Tcp_OutSegs 1100\n");

        assertThat(second.values().get("cpu_system")).isCloseTo(0.25, within(1e-12));
        assertThat(second.values().get("tcp_retransmit_ratio")).isCloseTo(0.01, within(1e-12));
        assertThat(second.values().get("tcp_retransmits")).isCloseTo(0.5, within(1e-12));
    }

    private static String cpu(double system, double idle) {
        return "node_cpu_seconds_total{cpu=\"0\",mode=\"system\"} " + system
                + "\nnode_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} " + idle + "\n";
    }

    @Test
    void hasNoMeanWhereNothingHappened() {
        read(0, disk("sda", 1, 100));

        assertThat(read(2, disk("sda", 1, 100)).values()).doesNotContainKey("disk_read_latency");
        assertThat(read(4, disk("sda", 1.5, 110)).values().get("disk_read_latency"))
                .isCloseTo(0.05, within(1e-12));
    }

    @Test
    void leavesOutDevicesThatAreNoDisks() {
        read(0, disk("sda", 1, 100) + disk("loop0", 1, 100) + disk("dm-0", 1, 100));

        assertThat(read(2, disk("sda", 2, 110) + disk("loop0", 9, 110) + disk("dm-0", 9, 110))
                        .values()
                        .get("disk_read_latency"))
                .isCloseTo(0.1, within(1e-12));
    }

    private static String disk(String device, double seconds, double reads) {
        return "node_disk_read_time_seconds_total{device=\"" + device + "\"} " + seconds
                + "\nnode_disk_reads_completed_total{device=\"" + device + "\"} " + reads + "\n";
    }

    @Test
    void tellsNoRateWhenSeriesOfASumComeOrGo() {
        read(0, disk("sda", 1, 100));
        Reading added = read(2, disk("sda", 2, 110) + disk("sdb", 500, 10_000));

        assertThat(added.values()).doesNotContainKey("disk_read_latency");
        assertThat(reader.discarded()).containsKey(Discard.SERIES_CHANGED);
    }

    @Test
    void tellsNoRateOfACounterThatFellAlone() {
        read(0, host(1000, 100) + "app 1\n");
        Reading fallen = read(2, host(1002, 101).replace("node_forks_total 101", "node_forks_total 3"));

        assertThat(fallen.rebooted()).isFalse();
        assertThat(fallen.values()).doesNotContainKey("forks").containsKey("interrupts");
        assertThat(reader.discarded()).containsEntry(Discard.COUNTER_FELL, 1L);
    }

    @Test
    void dropsAndCountsWhatIsNotFinite() {
        Reading reading = read(0, "node_load1 NaN\nnode_procs_blocked +Inf\nnode_procs_running 1\n");

        assertThat(reading.values())
                .doesNotContainKeys("load1", "procs_blocked")
                .containsEntry("procs_running", 1.0);
        assertThat(reader.discarded()).containsEntry(Discard.NOT_FINITE, 2L);
    }

    @Test
    void tellsNoRateOverAGap() {
        read(0, "node_forks_total 100\n");

        assertThat(read(11, "node_forks_total 200\n").values()).doesNotContainKey("forks");
        assertThat(read(13, "node_forks_total 210\n").values()).containsEntry("forks", 5.0);
        assertThat(reader.discarded()).containsEntry(Discard.GAP, 1L);
    }

    @Test
    void tellsNoRateFromTheSameAnswerTwice() {
        read(0, host(1000, 100));
        Reading again = read(2, host(1000, 100));

        assertThat(again.values()).doesNotContainKey("forks");
        assertThat(reader.discarded()).containsEntry(Discard.NO_TIME_PASSED, 1L);
    }

    /**
     * Uptime and counters of a host before, and what it states 60 s later by our clock, boot times relative to now.
     * Columns: host clock and boot time before and after (seconds), work counted before and after.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing happened,                1000, 0,    1060, 0,    100, 110, false",
        "boot time jitters by a second,   1000, 0,    1060, 1,    100, 110, false",
        "the clock was set an hour ahead, 1000, 0,    4660, 3600, 100, 110, false",
        "the clock was set an hour back,  5000, 4000, 1460, 400,  100, 110, false",
        "rebooted,                        1000, 0,    1060, 1030, 100, 5,   true",
        "rebooted and worked hard,        1000, 0,    1060, 1030, 100, 900, true",
        "young host rebooted unseen,      1000, 995,  1060, 1010, 100, 900, true",
        "rebooted and its clock was set,  1000, 0,    30,   0,    100, 5,   true",
        "counters fell at the same boot,  1000, 0,    1060, 0,    100, 5,   true"
    })
    void noticesARebootAndNoSteppedClock(
            String what,
            double timeBefore,
            double bootBefore,
            double time,
            double boot,
            int before,
            int after,
            boolean rebooted) {
        read(0, hostAt(timeBefore, bootBefore, before));

        Reading reading = read(60, hostAt(time, boot, after));

        assertThat(reading.rebooted()).as(what).isEqualTo(rebooted);
        assertThat(reading.boot()).isEqualTo(START.getEpochSecond() - 1000 + boot);
    }

    @Test
    void tellsRatesThroughASteppedClock() {
        read(0, hostAt(1000, 0, 100));

        assertThat(read(2, hostAt(4602, 3600, 104)).values()).containsEntry("forks", 2.0);
    }

    private static String host(double time, int work) {
        return hostAt(time, 0, work);
    }

    /** A host whose clock and boot time are given in seconds, 1,000 being our clock at the start. */
    private static String hostAt(double time, double boot, int work) {
        long zero = START.getEpochSecond() - 1000;
        return "node_time_seconds " + (zero + time) + "\nnode_boot_time_seconds " + (zero + boot)
                + "\nnode_forks_total " + work
                + "\nnode_intr_total " + 10 * work
                + "\nnode_context_switches_total " + 20 * work + "\n";
    }

    @Test
    void seesLivePatchesUnderBothNamesOfTheirMetrics() {
        Reading reading = read(0, """
                kernel_livepatch_enabled{patch="lp_b"} 1
                kernel_livepatch_transition{patch="lp_b"} 1
                livepatch_enabled{patch="lp_a"} 0
                livepatch_enabled{patch=""} 1
                livepatch_enabled{patch="lp_c"} 7
                """);

        assertThat(reading.patchStateKnown()).isTrue();
        assertThat(reading.patches())
                .containsExactly(
                        new PatchSighting(START, new PatchName("lp_a"), false, false, List.of()),
                        new PatchSighting(START, new PatchName("lp_b"), true, true, List.of()));
        assertThat(reader.discarded()).containsEntry(Discard.PATCH_STATE, 2L);
    }

    @Test
    void tellsNoPatchFromNobodyLooked() {
        assertThat(read(0, "kernel_livepatch_tasks{patch_state=\"none\"} 71\n").patchStateKnown())
                .isTrue();
        assertThat(read(2, "livepatch_collector_success 1\n").patchStateKnown()).isTrue();
        assertThat(read(4, "livepatch_collector_success 0\n").patchStateKnown()).isFalse();
        assertThat(read(6, "node_load1 1\n").patchStateKnown()).isFalse();
    }

    private Reading read(double second, String body) {
        Instant at = START.plusMillis((long) (1000 * second));
        return reader.read(at, 0.02, catalogue.parser().parse(body));
    }
}
