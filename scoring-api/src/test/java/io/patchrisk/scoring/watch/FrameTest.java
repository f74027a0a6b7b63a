// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.policy.Decision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static final String ROLLOUT = """
            {"id": "r1", "patch": "CVE-1", "mode": "enforcing", "state": "running", "current_wave": "canary",
             "assessment": {"decision": "%s", "risk": 0.0123, "interval": {"low": 0.004, "high": 0.031},
               "reasons": [{"code": "soaking", "text": "watched for 30 s of 1800 s %s"}],
               "blocking": [{"code": "soaking", "text": "wait", "missing": 29.5, "unit": "minutes"}]},
             "wave_states": [
               {"name": "canary", "decision": "hold", "hosts": [{"patch_state": "patched"}, {"patch_state": "in_transition"}]},
               {"name": "rest-of-the-fleet-with-a-long-name", "decision": "proceed", "counts": {"pending": 9421, "failed": 0}}]}""";

    private static final String EVENTS = """
            {"events": [
              {"fingerprint": "f0", "kind": "warning", "title": "old", "attributed": false, "count": 1,
               "patched_hosts": [], "last_at": "2026-05-01T10:00:00Z"},
              {"fingerprint": "f1", "kind": "oops", "title": "BUG in demo_open %s", "attributed": true, "count": 3,
               "patched_hosts": ["web-01", "web-02"], "last_at": "2026-05-01T11:59:00Z"}]}""";

    /** Clears a screen, turns text round, and is wide. */
    private static final String HOSTILE = "\\u001b[2J\\u202e\\u0007 \\u6f22\\u5b57".concat("\\u6f22".repeat(60));

    private static RolloutSeen seen(String decision, String hostile) {
        return AnswerReader.read(ROLLOUT.formatted(decision, hostile), EVENTS.formatted(hostile), NOW);
    }

    private static String text(RolloutSeen seen, Instant now, int width) {
        return String.join("\n", Frame.of("r1", seen, "", now, width, 100, Paint.NONE));
    }

    @Test
    void showsDecisionRiskReasonsWavesAndEventsTheNewestFirst() {
        assertThat(text(seen("hold", ""), NOW, 80)).isEqualTo("""
                r1: patch CVE-1, enforcing
                HOLD risk 1.2 % (0.4 % to 3.1 %), running, wave canary
                - watched for 30 s of 1800 s
                Missing:
                - 30 minutes: wait

                canary                     hold    1 in transition, 1 patched
                rest-of-the-fleet-with-a.. proceed 9421 pending

                Kernel events: 2, 1 tied to the patch
                ! 11:59:00Z BUG in demo_open on web-01 and 1 more (3 times), tied to the patch
                - 10:00:00Z old on controls""");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 140})
    void fitsEveryWidthAndLetsNothingHostileThrough(int width) {
        List<String> lines = Frame.of("r1", seen("stop", HOSTILE), "away", NOW, width, 100, Paint.NONE);

        assertThat(lines).allMatch(line -> Columns.of(line) <= width);
        assertThat(String.join("", lines).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.FORMAT);
    }

    @Test
    void neverShowsAnOldProceedAsCurrent() {
        RolloutSeen seen = seen("proceed", "");

        assertThat(text(seen, NOW.plusSeconds(29), 80)).contains("PROCEED");
        String old = text(seen, NOW.plusSeconds(30), 80);
        assertThat(old)
                .contains("UNKNOWN", "Last heard 30 s ago, when it was proceed")
                .doesNotContain("PROCEED");
        assertThat(old.lines().filter(line -> line.startsWith("rest"))).allMatch(line -> line.contains("unknown"));
        assertThat(seen.decisionAt(NOW.plusSeconds(30))).isEqualTo(Decision.UNKNOWN);
        assertThat(seen.decisionAt(NOW)).isEqualTo(Decision.PROCEED);
    }

    @Test
    void readsWhatIsNoDecisionAsUnknown() {
        assertThat(seen("perhaps", "").decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(AnswerReader.read("<html>", "", NOW)).isNull();
        assertThat(AnswerReader.read("{}", "{}", NOW)).isNull();
        assertThat(AnswerReader.read("[]", "[]", NOW)).isNull();
    }

    @Test
    void leavesOutWhatALowTerminalCannotShowAndSaysSo() {
        List<String> lines = Frame.of("r1", seen("hold", ""), "", NOW, 80, 5, Paint.NONE);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(4)).isEqualTo(".. 8 lines more");
    }

    @Test
    void coloursOnlyWhereItMay() {
        assertThat(String.join("", Frame.of("r1", seen("stop", ""), "", NOW, 80, 50, Paint.COLOURS)))
                .contains("\u001b[1;31mSTOP\u001b[0m");
        assertThat(String.join("", Frame.of("r1", seen("stop", ""), "", NOW, 80, 50, Paint.NONE)))
                .doesNotContain("\u001b");
    }

    @Test
    void tellsChangesOnceEach() {
        ChangeLines changes = new ChangeLines();
        assertThat(changes.next(null, "", NOW)).isEmpty();
        assertThat(changes.next(seen("hold", ""), "", NOW))
                .containsExactly(
                        "2026-05-01T12:00:00Z decision hold: watched for 30 s of 1800 s ",
                        "2026-05-01T12:00:00Z rollout r1 is running",
                        "2026-05-01T12:00:00Z wave canary: 1 in transition, 1 patched",
                        "2026-05-01T12:00:00Z wave rest-of-the-fleet-with-a-long-name: 9421 pending",
                        "2026-05-01T12:00:00Z kernel event: 11:59:00Z BUG in demo_open  on web-01 and 1 more (3 times), tied to the patch",
                        "2026-05-01T12:00:00Z kernel event: 10:00:00Z old on controls");
        assertThat(changes.next(seen("hold", ""), "", NOW.plusSeconds(2))).isEmpty();
        assertThat(changes.next(seen("hold", ""), "away", NOW.plusSeconds(4)))
                .containsExactly("2026-05-01T12:00:04Z away");
        assertThat(changes.next(seen("hold", ""), "away", NOW.plusSeconds(30)))
                .containsExactly("2026-05-01T12:00:30Z decision unknown: nothing heard for 30 s");
    }
}
