// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time in a syslog header as wall time. A time that cannot be (in our future, or more than {@link #OLDEST} ago) comes
 * from a clock that is wrong, and the arrival is taken instead.
 */
final class SyslogTime {

    /** Longer than a daemon's queue bridges an outage of ours, shorter than the error of a clock that begins in 1970. */
    static final Duration OLDEST = Duration.ofDays(1);

    /** Zones differ from UTC by whole quarters of an hour. */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** How far a sender's clock may be ahead of ours without its time being taken for one of the quarter before. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** RFC 3164: {@code Oct 11 22:14:15}, without a year and a zone. */
    private static final Pattern TRADITIONAL = Pattern.compile(
            "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d{1,9})?");

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** Where a header's time ends in the text, and what it is; the arrival when the clock is wrong. */
    record Found(int end, Instant at) {}

    private SyslogTime() {}

    /** The time that stands at {@code from}, in either form; null when none does. */
    static @Nullable Found at(String text, int from, Instant arrival) {
        Matcher traditional = TRADITIONAL.matcher(text).region(from, text.length());
        if (traditional.lookingAt()) {
            return new Found(traditional.end(), withoutZone(traditional, arrival));
        }
        int space = text.indexOf(' ', from);
        int end = space < 0 ? text.length() : space;
        boolean iso = end - from >= 20 && end - from <= 40 && text.charAt(from + 10) == 'T';
        return iso ? new Found(end, ofIso(text.substring(from, end), arrival)) : null;
    }

    /** A time of RFC 3339; the arrival when it is none. */
    static Instant ofIso(String text, Instant arrival) {
        try {
            return possible(OffsetDateTime.parse(text).toInstant(), arrival);
        } catch (DateTimeException e) {
            return arrival;
        }
    }

    private static Instant possible(Instant at, Instant arrival) {
        return at.isAfter(arrival) || at.isBefore(arrival.minus(OLDEST)) ? arrival : at;
    }

    /**
     * The zone is unknown and changes twice a year, so only the time within a quarter of an hour counts: a message is taken
     * to be under way for less than that.
     */
    private static Instant withoutZone(Matcher found, Instant arrival) {
        try {
            LocalDateTime written = LocalDateTime.of(
                    Year.from(arrival.atOffset(ZoneOffset.UTC)).getValue(),
                    MONTHS.indexOf(found.group(1)) + 1,
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3)),
                    Integer.parseInt(found.group(4)),
                    Math.min(59, Integer.parseInt(found.group(5))));
            long ago = Duration.between(written.toInstant(ZoneOffset.UTC), arrival)
                    .plus(AHEAD)
                    .toMillis();
            long underWay = Math.floorMod(ago, QUARTER.toMillis()) - AHEAD.toMillis();
            return arrival.minusMillis(Math.max(0, underWay));
        } catch (DateTimeException e) {
            return arrival;
        }
    }
}
