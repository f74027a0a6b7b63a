// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Log text of a crash, bounded. */
final class CrashText {

    private static final Pattern BANNER = Pattern.compile("Linux version (\\S{1,120}) ");

    private CrashText() {}

    /** The newest of a text, from the beginning of a line on. */
    static CrashLog newest(String file, byte[] text, boolean cut) {
        int from = Math.max(0, text.length - CrashLog.LONGEST);
        boolean shorter = from > 0 || cut;
        while (shorter && from < text.length && text[from] != '\n') {
            from++;
        }
        int begin = shorter ? Math.min(text.length, from + 1) : 0;
        String newest = new String(Arrays.copyOfRange(text, begin, text.length), StandardCharsets.UTF_8);
        return new CrashLog(Shown.text(file), newest, shorter);
    }

    /** The release in the first line of a boot; null when the text does not have it. */
    static @Nullable String release(String text) {
        Matcher banner = BANNER.matcher(text);
        return banner.find() ? Shown.text(banner.group(1)) : null;
    }
}
