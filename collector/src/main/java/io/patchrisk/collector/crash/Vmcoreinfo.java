// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the crashed kernel left for tools that read its memory: lines {@code KEY=value}, of which the last is
 * {@code CRASHTIME}, the wall clock in seconds (kernel/crash_core.c).
 *
 * @param release {@code OSRELEASE}
 * @param crashedAt {@code CRASHTIME}
 */
record Vmcoreinfo(@Nullable String release, @Nullable Instant crashedAt) {

    /** A page, on every architecture (VMCOREINFO_BYTES). */
    static final int LONGEST = 64 << 10;

    static final Vmcoreinfo NONE = new Vmcoreinfo(null, null);

    private static final Pattern RELEASE = Pattern.compile("(?m)^OSRELEASE=(\\S{1,120})$");
    private static final Pattern TIME = Pattern.compile("(?m)^CRASHTIME=(\\d{1,11})\\b");

    static Vmcoreinfo of(byte[] text) {
        String lines = new String(text, StandardCharsets.ISO_8859_1);
        Matcher release = RELEASE.matcher(lines);
        Matcher time = TIME.matcher(lines);
        return new Vmcoreinfo(
                release.find() ? Shown.text(release.group(1)) : null,
                time.find() ? Instant.ofEpochSecond(Long.parseLong(time.group(1))) : null);
    }
}
