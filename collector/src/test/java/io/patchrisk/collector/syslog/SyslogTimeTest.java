// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogTimeTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T10:00:05Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:04.5Z, 2026-11-22T10:00:04.5Z",
        // A daemon's queue bridged an outage of two hours.
        "2026-11-22T08:00:04Z, 2026-11-22T08:00:04Z",
        // A clock that is ahead, one that never was set, and no time at all.
        "2026-11-22T10:01:00Z, 2026-11-22T10:00:05Z",
        "1970-01-01T00:00:30Z, 2026-11-22T10:00:05Z",
        "2026-13-99T99:99:99Z, 2026-11-22T10:00:05Z",
        "-, 2026-11-22T10:00:05Z"
    })
    void believesAClockThatCanBeRight(String written, Instant at) {
        assertThat(SyslogTime.ofIso(written, ARRIVAL)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "Nov 22 10:00:04, 2026-11-22T10:00:04Z",
        // Berlin, New York, Kathmandu: the zone is not written.
        "Nov 22 11:00:04, 2026-11-22T10:00:04Z",
        "Nov 22 05:00:04, 2026-11-22T10:00:04Z",
        "Nov 22 15:45:04, 2026-11-22T10:00:04Z",
        // Ten minutes under way; and a clock that is half a minute ahead.
        "Nov 22 09:50:05, 2026-11-22T09:50:05Z",
        "Nov 22 10:00:35, 2026-11-22T10:00:05Z",
        "Nov 31 10:00:04, 2026-11-22T10:00:05Z",
        "Nov  2 25:00:04, 2026-11-22T10:00:05Z"
    })
    void placesATimeWithoutZoneWithinTheLastQuarterOfAnHour(String written, Instant at) {
        SyslogTime.Found found = SyslogTime.at(written + " web-1 kernel: text", 0, ARRIVAL);

        assertThat(found).isEqualTo(new SyslogTime.Found(written.length(), at));
    }

    @Test
    void knowsTheYearAtItsTurn() {
        Instant newYear = Instant.parse("2027-01-01T00:00:02Z");

        assertThat(SyslogTime.at("Dec 31 23:59:58 web-1 kernel: text", 0, newYear))
                .isEqualTo(new SyslogTime.Found(15, Instant.parse("2026-12-31T23:59:58Z")));
    }
}
