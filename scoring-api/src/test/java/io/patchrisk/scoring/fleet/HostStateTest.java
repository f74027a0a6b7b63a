// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostStateTest {

    private static final Instant T = Instant.parse("2026-05-01T00:00:00Z");
    private static final double BOOT = Seconds.of(T);
    private static final PatchName NAME = new PatchName("lp");
    private static final Patch PATCH = new Patch("p", Patch.Kind.LIVE, Set.of(NAME), List.of());
    private static final Signal LATENCY =
            new Signal("latency", "s", Direction.UP, Role.SYMPTOM, Shape.SKEWED, 1e-4, "");

    private final HostState host =
            new HostState(new HostId("web-1"), "", Duration.ofSeconds(15), Duration.ofMinutes(10));

    private void read(int second, boolean rebooted, double boot, PatchSighting... patches) {
        host.read(
                new Reading(at(second), boot, rebooted, Map.of("latency", 1.0 * second), List.of(patches), true), 3600);
    }

    private void read(int second, PatchSighting... patches) {
        read(second, false, BOOT, patches);
    }

    private static Instant at(int second) {
        return T.plusSeconds(second);
    }

    private static PatchSighting sighting(int second) {
        return new PatchSighting(at(second), NAME, true, false, List.of("f"));
    }

    private HostRecord record() {
        return host.record(Map.of("latency", LATENCY), null, List.of(), null);
    }

    private List<Attempt> attempts() {
        return Attempts.of(record(), PATCH);
    }

    private void say(int second, boolean replayed, String... texts) {
        List<LogLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new LogLine(at(second), null, LogLine.NO_LEVEL, null, replayed, text));
        }
        host.hear(lines, at(second));
    }

    private static String[] warning(String function) {
        return new String[] {
            "------------[ cut here ]------------",
            "WARNING: CPU: 0 PID: 7 at fs/ext4/inode.c:1 " + function + "+0x1/0x2",
            "RIP: 0010:" + function + "+0x1/0x2",
            "---[ end trace 0000000000000000 ]---"
        };
    }

    @Test
    void keepsPointsInOrderAndForgetsOldOnes() {
        read(10);
        read(25);
        read(20);
        read(3_630);

        assertThat(record().scrapes()).containsExactly(BOOT + 3_630);
        assertThat(record().series(LATENCY).values()).containsExactly(3_630);
    }

    @Test
    void takesThePatchInstantFromWhatTheKernelSaid() {
        read(5_000);
        say(5_007, false, "livepatch: enabling patch 'lp'", "livepatch: 'lp': patching complete");

        assertThat(attempts()).extracting(Attempt::start).containsExactly(BOOT + 5_007);
    }

    @Test
    void givesNoInstantToAPatchThatCameWithTheBoot() {
        read(20);
        say(50, false, "livepatch: enabling patch 'lp'", "livepatch: 'lp': patching complete");
        read(60, sighting(60));

        assertThat(attempts()).extracting(Attempt::state).containsExactly(Attempt.State.INSTANT_UNKNOWN);
    }

    @Test
    void givesNoInstantToAPatchThatMetricsShowSoonAfterABoot() {
        read(20);
        read(60, sighting(60));

        assertThat(attempts()).extracting(Attempt::state).containsExactly(Attempt.State.INSTANT_UNKNOWN);
    }

    @Test
    void remembersTheLoadBeforeTheReboot() {
        read(5_000);
        say(5_007, false, "livepatch: enabling patch 'lp'", "livepatch: 'lp': patching complete");
        read(5_100, true, BOOT + 5_060);
        say(5_110, false, "livepatch: enabling patch 'lp'", "livepatch: 'lp': patching complete");

        assertThat(attempts()).extracting(Attempt::start).containsExactly(BOOT + 5_007);
        assertThat(record().reboots()).containsExactly(BOOT + 5_100);
    }

    @Test
    void aSteppedClockIsNoBoot() {
        read(5_000);
        read(5_015, false, BOOT + 4_900);
        say(5_020, false, "livepatch: enabling patch 'lp'");

        assertThat(attempts()).extracting(Attempt::state).containsExactly(Attempt.State.IN_TRANSITION);
        assertThat(record().reboots()).isEmpty();
    }

    @Test
    void readsOldReportsFromLinesThatWereSentAgainButNoInstant() {
        read(5_000);
        say(5_000, false, "livepatch: enabling patch 'lp'", "livepatch: 'lp': patching complete");
        host.hear(List.of(new LogLine(at(900), null, -1, null, true, "livepatch: enabling patch 'lp'")), at(5_100));
        for (String text : warning("ext4_da_write")) {
            host.hear(List.of(new LogLine(at(1_000), null, -1, null, true, text)), at(5_100));
        }
        for (String text : warning("ext4_da_write")) {
            host.hear(List.of(new LogLine(at(1_000), null, -1, null, true, text)), at(5_200));
        }
        host.settleLog(at(5_300));

        assertThat(attempts()).extracting(Attempt::start).containsExactly(BOOT + 5_000);
        assertThat(host.log().stream().filter(KernelEvent.class::isInstance)).hasSize(1);
        assertThat(host.log().get(0)).isInstanceOf(KernelEvent.class);
    }

    @Test
    void takesAReportThatHasNoEndOnceItsLogIsQuiet() {
        say(10, false, "WARNING: CPU: 0 PID: 7 at fs/ext4/inode.c:1 ext4_da_write+0x1/0x2");
        host.settleLog(at(11));
        assertThat(host.log()).isEmpty();

        host.settleLog(at(13));

        assertThat(host.log()).hasSize(1);
    }

    @Test
    void ofAHostThatFloodsTheNewestReportsAreKept() {
        for (int i = 0; i < HeardLog.MOST + 20; i++) {
            say(i, false, warning("f" + i + "_x"));
        }
        say(3_000, false, "livepatch: enabling patch 'lp'");

        assertThat(host.log().stream().filter(KernelEvent.class::isInstance)).hasSize(HeardLog.MOST);
        assertThat(attempts()).hasSize(1);
        KernelEvent oldest = (KernelEvent) host.log().get(0);
        assertThat(oldest.title()).isEqualTo("WARNING in f20_x");
    }

    @Test
    void scrapedCountersOfReportsProveTheLog() {
        read(10);
        assertThat(host.logProven()).isNull();

        Map<String, Double> counters = Map.of("kernel_oopses", 0.0, "kernel_warnings", 0.0);
        host.read(new Reading(at(25), BOOT, false, counters, List.of(), false), 3600);

        assertThat(host.logProven()).isEqualTo(at(25));
    }

    @Test
    void nobodyWatchedWhileTheFaultWasOurs() {
        read(10);
        host.missed(at(25), true);
        host.missed(at(40), true);
        assertThat(host.unwatchedSince()).isEqualTo(BOOT + 10);
        assertThat(record().watchedUntil()).isEqualTo(BOOT + 10);

        host.missed(at(55), false);
        assertThat(host.unwatchedSince()).isNull();
        host.missed(at(70), true);
        assertThat(host.unwatchedSince()).isEqualTo(BOOT + 55);
        read(85);
        assertThat(record().watchedUntil()).isNull();
    }

    @Test
    void putsAStateThatWasToldLateWhereItBelongs() {
        read(5_000);
        host.saw(at(5_100), List.of(new PatchSighting(at(5_100), NAME, true, false, List.of())));
        host.saw(at(5_050), List.of(new PatchSighting(at(5_050), NAME, true, true, List.of())));

        assertThat(host.sightings()).extracting(PatchSighting::at).containsExactly(at(5_050), at(5_100));
    }
}
