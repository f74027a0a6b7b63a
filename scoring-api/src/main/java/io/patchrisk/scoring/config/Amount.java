// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with a unit as people write them: {@code 1h30m}, {@code 512MiB}. A number alone is nothing: nobody knows of what. */
final class Amount {

    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40);
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([A-Za-z]+)\\s*");

    private Amount() {}

    /** A length of time; null when the text is none. */
    static @Nullable Duration duration(String text) {
        BigDecimal millis = sum(text, MILLISECONDS);
        return millis == null
                ? null
                : Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** A number of bytes; null when the text is none. */
    static @Nullable Long bytes(String text) {
        BigDecimal bytes = sum(text, BYTES);
        return bytes == null ? null : bytes.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static @Nullable BigDecimal sum(String text, Map<String, Long> units) {
        Matcher part = PART.matcher(text.strip());
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            Long unit = units.get(part.group(2));
            if (unit == null) {
                return null;
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        boolean whole =
                end > 0 && end == text.strip().length() && sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
        return whole ? sum : null;
    }
}
