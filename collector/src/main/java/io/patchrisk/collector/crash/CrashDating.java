// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.collector.crash.CrashTime.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a kernel crashed. Directory names and SUSE's README give local time without a zone; the time of a file
 * gives the zone, because zones differ from UTC by quarters of an hour and files are written minutes after a crash.
 */
final class CrashDating {

    /** CRASHTIME and ids of EFI records count whole seconds. */
    private static final double EXACT = 2;

    /** From the crash until the log is saved: the crash kernel boots, waits for disks or network, and copies. */
    private static final double SAVING = 300;

    /** What a local time without a zone may be off: zones reach from UTC-12 to UTC+14. */
    private static final double ANY_ZONE = 14 * 3600;

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static final Pattern RHEL_OR_SUSE =
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})-(\\d{2})[-:](\\d{2})(?:[-:](\\d{2}))?$");

    private static final Pattern DEBIAN = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})()$");

    private CrashDating() {}

    /** When it crashed; null when nothing tells. */
    static @Nullable CrashTime of(CrashReport report) {
        Instant kernel = report.crashedAt();
        if (kernel != null) {
            return new CrashTime(kernel, EXACT, Source.KERNEL);
        }
        Instant saved = report.savedAt();
        if (report.recorded() && saved != null) {
            return new CrashTime(saved, EXACT, Source.RECORD);
        }
        CrashTime readme = readme(report, saved);
        return readme != null ? readme : directory(inName(report.name()), saved);
    }

    private static @Nullable CrashTime readme(CrashReport report, @Nullable Instant saved) {
        LocalDateTime crash = local(report.readme().get("crash time"));
        LocalDateTime dump = local(report.readme().get("dump time"));
        if (crash == null || dump == null || saved == null) {
            return crash == null ? null : new CrashTime(crash.toInstant(ZoneOffset.UTC), ANY_ZONE, Source.README);
        }
        Duration zone = zone(dump, saved);
        return zone == null
                ? new CrashTime(crash.toInstant(ZoneOffset.UTC), ANY_ZONE, Source.README)
                : new CrashTime(crash.toInstant(ZoneOffset.UTC).minus(zone), EXACT, Source.README);
    }

    private static @Nullable CrashTime directory(@Nullable LocalDateTime begun, @Nullable Instant saved) {
        if (begun == null) {
            return saved == null ? null : new CrashTime(saved, SAVING * 2, Source.FILE);
        }
        Duration zone = saved == null ? null : zone(begun, saved);
        Instant named = begun.toInstant(ZoneOffset.UTC);
        return zone == null
                // A file that was copied later says nothing of the crash.
                ? new CrashTime(named, ANY_ZONE + SAVING, Source.NAME)
                : new CrashTime(named.minus(zone), SAVING, Source.FILE);
    }

    /** How far a local time is ahead of UTC, given what was written within minutes of it; null when they do not fit. */
    private static @Nullable Duration zone(LocalDateTime local, Instant written) {
        long ahead = Duration.between(written, local.toInstant(ZoneOffset.UTC)).toSeconds();
        long zone = Math.round(ahead / (double) QUARTER.toSeconds()) * QUARTER.toSeconds();
        boolean near = Math.abs(ahead - zone) <= SAVING && Math.abs(zone) <= ANY_ZONE;
        return near ? Duration.ofSeconds(zone) : null;
    }

    private static @Nullable LocalDateTime inName(String name) {
        Matcher dashed = RHEL_OR_SUSE.matcher(name);
        if (dashed.find()) {
            return local(dashed);
        }
        Matcher stamp = DEBIAN.matcher(name);
        return stamp.find() ? local(stamp) : null;
    }

    private static @Nullable LocalDateTime local(Matcher parts) {
        String seconds = parts.group(6);
        try {
            return LocalDateTime.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(4)),
                    Integer.parseInt(parts.group(5)),
                    seconds == null || seconds.isEmpty() ? 0 : Integer.parseInt(seconds));
        } catch (DateTimeException e) {
            // Twelve digits that are no time: the name tells nothing.
            return null;
        }
    }

    private static @Nullable LocalDateTime local(@Nullable String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
