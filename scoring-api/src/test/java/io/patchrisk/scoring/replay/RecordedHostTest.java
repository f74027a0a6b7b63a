// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Seconds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedHostTest {

    /** A host whose transition stalls and is reverted, so that much is said late. */
    private static final RecordedHost HOST = RecordedHost.readAll(
                    List.of(ShippedCaptures.folder().resolve("dev-x-stuck-revert")),
                    SignalCatalogue.bundled().withLabSignals(),
                    (Path folder) -> {})
            .get(0);

    @Test
    void atAnEarlierTimeNothingLaterIsKnown() {
        double now = RecordedHost.ORIGIN + 20;

        HostRecord known = HOST.until(now).record();

        assertThat(known.scrapes()).isNotEmpty().allMatch(at -> at <= now);
        assertThat(known.log()).isNotEmpty().allMatch(fact -> Seconds.of(fact.at()) <= now);
        assertThat(known.sightings()).isNotEmpty().allMatch(sighting -> Seconds.of(sighting.at()) <= now);
        assertThat(known.signals().keySet()).isEqualTo(HOST.record().signals().keySet());
        assertThat(known.signals().values())
                .allMatch(series -> series.size() == 0 || series.at(series.size() - 1) <= now);
        assertThat(known.log()).hasSizeLessThan(HOST.record().log().size());
        assertThat(known.scrapes()).hasSizeLessThan(HOST.record().scrapes().size());
    }

    @Test
    void atTheEndAllOfItIsKnown() {
        HostRecord all = HOST.record();

        HostRecord known =
                HOST.until(RecordedHost.ORIGIN + Replay.seconds(List.of(HOST))).record();

        assertThat(known.scrapes()).isEqualTo(all.scrapes());
        assertThat(known.log()).isEqualTo(all.log());
        assertThat(known.sightings()).isEqualTo(all.sightings());
        assertThat(known.host()).isEqualTo(all.host());
        assertThat(known.watchedUntil()).isEqualTo(all.watchedUntil());
    }
}
