// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import static io.patchrisk.scoring.alert.Stopped.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldAlarmsTest {

    private final HeldAlarms standing = new HeldAlarms(Duration.ofMinutes(7));

    private static Alarm alarm(Instant start, String summary) {
        return Alarm.holding(Map.of("alertname", "A"), Map.of("summary", summary), start, "");
    }

    @Test
    void keepsWhenAnAlertBeganAndTellsWhatIsNewOfIt() {
        standing.take(List.of(alarm(NOW, "one")), NOW);

        List<Alarm> told = standing.take(List.of(alarm(NOW.plusSeconds(60), "two")), NOW.plusSeconds(60));

        assertThat(told).containsExactly(alarm(NOW, "two"));
    }

    @Test
    void endsAnAlertOnceAfterItsTimeAndForgetsItLater() {
        standing.take(List.of(alarm(NOW, "one")), NOW);
        Alarm ended = alarm(NOW, "one").endingAt(NOW.plusSeconds(10 + 420));

        assertThat(standing.take(List.of(), NOW.plusSeconds(10))).containsExactly(ended);
        assertThat(standing.take(List.of(), NOW.plusSeconds(900))).containsExactly(ended);
        assertThat(standing.take(List.of(), NOW.plusSeconds(430 + 900))).isEmpty();
    }

    @Test
    void goesOnWithAnAlertThatHoldsAgainBeforeItsEndAndBeginsAnotherAfterIt() {
        standing.take(List.of(alarm(NOW, "one")), NOW);
        standing.take(List.of(), NOW.plusSeconds(10));

        assertThat(standing.take(List.of(alarm(NOW.plusSeconds(20), "one")), NOW.plusSeconds(20)))
                .containsExactly(alarm(NOW, "one"));

        standing.take(List.of(), NOW.plusSeconds(30));
        assertThat(standing.take(List.of(alarm(NOW.plusSeconds(600), "one")), NOW.plusSeconds(600)))
                .containsExactly(alarm(NOW.plusSeconds(600), "one"));
    }
}
