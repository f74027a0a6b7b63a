// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.Series;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackTest {

    @Test
    void holdsALongTimeInRoomForTheTimeThatIsKept() {
        Track track = new Track();
        for (int i = 0; i < 100_000; i++) {
            track.add(i, -i);
            track.dropBefore(i - 99);
        }

        Series series = track.series();

        assertThat(series.size()).isEqualTo(100);
        assertThat(series.at(0)).isEqualTo(99_900);
        assertThat(series.value(99)).isEqualTo(-99_999);
    }

    @Test
    void leavesOutAPointThatIsNotNewer() {
        Track track = new Track();
        IntStream.of(1, 2, 2, 1, 3).forEach(at -> track.add(at, at));

        assertThat(track.series().values()).containsExactly(1, 2, 3);
    }
}
