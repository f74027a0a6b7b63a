// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.dmesg;

import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of /dev/kmsg or of dmesg, in whichever of their forms.
 *
 * @param when what it says of its time; null when nothing
 * @param level severity, or {@link LogLine#NO_LEVEL}
 * @param caller who printed it; null when unknown
 * @param sequence its number in the boot; null where the form has none
 * @param flag {@code c} or {@code +} for a piece of a line, otherwise {@code -}
 * @param text the message
 */
record DmesgLine(
        @Nullable When when,
        int level,
        @Nullable String caller,
        @Nullable Long sequence,
        char flag,
        String text) {

    /** The time that a line gives. */
    sealed interface When {

        /** The kernel's stamp, in microseconds since boot. */
        record Stamp(long micros) implements When {}

        /** A date of {@code dmesg -T}, whose zone is unknown: it tells how far lines are apart, in microseconds. */
        record Date(long micros) implements When {}

        /** A time with its zone. */
        record Wall(Instant at) implements When {}
    }

    private static final Pattern KMSG = Pattern.compile(
            "(\\d{1,6}),(\\d{1,18}),(\\d{1,17}),([-c+])((?:,[\\w-]{1,32}=[^,;]{0,128}){0,8});(.*)", Pattern.DOTALL);

    private static final Pattern KMSG_CALLER = Pattern.compile(",caller=([TC]\\d{1,10})");

    /** {@code dmesg -x}: {@code kern  :warn  : }. */
    private static final Pattern DECODED = Pattern.compile(
            "(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local\\d)\\s{0,8}:(emerg|alert|crit|err|warn|notice|info|debug)\\s{0,8}: ");

    private static final List<String> LEVELS =
            List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");

    /** {@code dmesg --time-format iso}: {@code 2026-11-22T08:34:06,123456+00:00 }. */
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d),(\\d{6})([+-]\\d\\d:\\d\\d) ");

    /** {@code dmesg -T}: {@code [Sun Nov 22 08:34:06 2026] }. */
    private static final Pattern DATE = Pattern.compile(
            "\\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) {1,2}(\\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4})\\] ");

    private static final DateTimeFormatter DATE_FORM = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);

    private static final Pattern CALLER = Pattern.compile("\\[ {0,10}([TC]\\d{1,10})\\] ?");

    /** Reads a line; one without any prefix is all text. */
    static DmesgLine of(String line) {
        if (line.isEmpty()) {
            return new DmesgLine(null, LogLine.NO_LEVEL, null, null, '-', line);
        }
        if (Character.isDigit(line.charAt(0))) {
            Matcher kmsg = KMSG.matcher(line);
            if (kmsg.matches()) {
                return kmsg(kmsg);
            }
        }
        Matcher decoded = DECODED.matcher(line);
        boolean levelled = Character.isLowerCase(line.charAt(0)) && decoded.lookingAt();
        int level = levelled ? LEVELS.indexOf(decoded.group(1)) : LogLine.NO_LEVEL;
        String rest = levelled ? line.substring(decoded.end()) : line;
        DmesgLine dated = dated(rest, level);
        return dated == null ? stamped(rest, level) : dated;
    }

    private static DmesgLine kmsg(Matcher record) {
        Matcher caller = KMSG_CALLER.matcher(record.group(5));
        // Bytes beyond ASCII come escaped; what is not is taken as it is.
        String body = new String(record.group(6).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new DmesgLine(
                new When.Stamp(Long.parseLong(record.group(3))),
                Integer.parseInt(record.group(1)) & 7,
                caller.find() ? caller.group(1) : null,
                Long.valueOf(record.group(2)),
                record.group(4).charAt(0),
                KmsgEscapes.undo(body));
    }

    private static DmesgLine stamped(String line, int level) {
        LinePrefix prefix = LinePrefix.of(line);
        Long stamp = prefix.stampMicros();
        return new DmesgLine(
                stamp == null ? null : new When.Stamp(stamp),
                level < 0 ? prefix.level() : level,
                prefix.caller(),
                null,
                '-',
                prefix.text());
    }

    private static @Nullable DmesgLine dated(String line, int level) {
        try {
            Matcher iso = ISO.matcher(line);
            if (iso.lookingAt()) {
                String time = iso.group(1) + "." + iso.group(2) + iso.group(3);
                When at = new When.Wall(OffsetDateTime.parse(time).toInstant());
                return called(at, level, line.substring(iso.end()));
            }
            Matcher date = DATE.matcher(line);
            if (date.lookingAt()) {
                LocalDateTime time = LocalDateTime.parse(date.group(1) + " " + date.group(2), DATE_FORM);
                long seconds = time.toEpochSecond(ZoneOffset.UTC);
                return called(new When.Date(seconds * 1_000_000), level, line.substring(date.end()));
            }
        } catch (DateTimeException e) {
            // It looks like a date and is none, so it is text.
            return null;
        }
        return null;
    }

    private static DmesgLine called(When at, int level, String rest) {
        Matcher caller = CALLER.matcher(rest);
        boolean called = caller.lookingAt();
        return new DmesgLine(
                at, level, called ? caller.group(1) : null, null, '-', called ? rest.substring(caller.end()) : rest);
    }
}
