// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.OutcomeStanding;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.rollout.RolloutTally;
import io.patchrisk.scoring.rollout.Standing;
import io.patchrisk.scoring.telemetry.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutMetersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final PrometheusMeterRegistry registry = Meters.create();
    private final RolloutMeters meters = new RolloutMeters(registry);

    private static Standing standing(String name, RolloutSummary.State state, int waves) {
        RolloutId id = new RolloutId(name);
        List<RolloutView.Wave> states = IntStream.range(0, waves)
                .mapToObj(i -> new RolloutView.Wave(
                        new WaveName("w" + i),
                        Decision.HOLD,
                        0.03,
                        Map.of(PatchState.PATCHED, 3, PatchState.PENDING, 1),
                        Map.of(),
                        NOW,
                        null,
                        List.of()))
                .toList();
        Assessment assessment = Assessment.unknown(id, null, Mode.ADVISORY, 0.01, Reason.of("no_data", "none"), NOW);
        RolloutSummary summary = new RolloutSummary(
                id,
                "lp",
                Mode.ADVISORY,
                Origin.DECLARED,
                state,
                Decision.HOLD,
                0.03,
                0.01,
                "soaking",
                null,
                Map.of(),
                List.of(),
                NOW,
                NOW);
        Standing.Found found = new Standing.Found(
                new WaveName("w0"),
                new Interval(0.01, 0.2),
                3,
                7,
                0.1,
                List.of(new Standing.Effect("latency", 4.5), new Standing.Effect("cpu", -3)));
        return new Standing(
                new RolloutView(
                        summary, assessment, states, List.of(), new OutcomeStanding(null, null, null, null, false, 0)),
                List.of(found),
                new RolloutTally(),
                new Standing.Crashes(1, 0));
    }

    private double sum(String startsWith) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(startsWith))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void partitionsAWaveByPatchStateAndSaysOneOfEachChoice() {
        meters.show(List.of(standing("r1", RolloutSummary.State.RUNNING, 2)));
        assertThat(sum("patchrisk_rollout_hosts{")).isEqualTo(8);
        assertThat(sum("patchrisk_decision{")).isEqualTo(2);
        assertThat(sum("patchrisk_rollout_state{")).isEqualTo(1);
        assertThat(sum("patchrisk_rollout_state{rollout=\"r1\",state=\"running\"}"))
                .isEqualTo(1);
    }

    @Test
    void tellsWhatTheNewestLookFound() {
        meters.show(List.of(standing("r1", RolloutSummary.State.RUNNING, 1)));
        assertThat(sum("patchrisk_risk_bound_ratio{bound=\"upper\"")).isEqualTo(0.2);
        assertThat(sum("patchrisk_evidence_hosts{arm=\"control\"")).isEqualTo(7);
        assertThat(sum("patchrisk_signal_effect{rollout=\"r1\",signal=\"latency\""))
                .isEqualTo(4.5);
        assertThat(sum("patchrisk_signal_worsened{")).isEqualTo(1);
        assertThat(sum("patchrisk_wave_timestamp_seconds{")).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void beginsEveryCounterOfARolloutAtNothingAndNeverLetsItFall() {
        Standing standing = standing("r1", RolloutSummary.State.PLANNED, 1);
        meters.show(List.of(standing));
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("patchrisk_rollout_kernel_events_total{")))
                .hasSize(24)
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(sum("patchrisk_rollout_crashes_total{")).isEqualTo(1);
        meters.show(
                List.of(new Standing(standing.view(), standing.found(), standing.tally(), new Standing.Crashes(0, 0))));
        assertThat(sum("patchrisk_rollout_crashes_total{")).isEqualTo(1);
    }

    @Test
    void takesTheSeriesOfARolloutAwayOnceItIsDone() {
        meters.show(List.of(standing("r1", RolloutSummary.State.WATCHED, 1)));
        assertThat(registry.scrape()).contains("rollout=\"r1\"");
        meters.show(List.of(standing("r1", RolloutSummary.State.DONE, 1)));
        assertThat(registry.scrape()).doesNotContain("rollout=\"r1\"");
    }

    @Test
    void publishesTheNewestRolloutsOfTooManyAndCountsTheRest() {
        List<Standing> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(standing("r" + i, RolloutSummary.State.RUNNING, 100));
        }
        meters.show(many);
        assertThat(sum("patchrisk_rollout_state{")).isEqualTo(5);
        assertThat(registry.scrape()).contains("rollout=\"r7\"").doesNotContain("rollout=\"r2\"");
        assertThat(sum("patchrisk_series_dropped_total{")).isEqualTo(3 * 100 * 4);
    }
}
