// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;

/** Decimal numbers as Go prints them. */
final class Numbers {

    /** Powers of ten that a double holds exactly; see Clinger, "How to read floating point numbers accurately". */
    private static final double[] EXACT_POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    /** The number between two indexes, rounded correctly; empty when what stands there is none. */
    static OptionalDouble parse(byte[] text, int from, int end) {
        boolean negative = from < end && text[from] == '-';
        boolean signed = negative || (from < end && text[from] == '+');
        int digits = 0;
        int point = -1;
        long mantissa = 0;
        for (int i = signed ? from + 1 : from; i < end; i++) {
            if (text[i] == '.' && point < 0) {
                point = i;
            } else if (text[i] >= '0' && text[i] <= '9' && digits < 15) {
                mantissa = 10 * mantissa + (text[i] - '0');
                digits++;
            } else {
                return slow(text, from, end);
            }
        }
        if (digits == 0) {
            return OptionalDouble.empty();
        }
        // At most 15 digits and a power of at most 1e15: both operands are exact, so the division rounds once.
        double value = point < 0 ? mantissa : mantissa / EXACT_POWERS[end - 1 - point];
        return OptionalDouble.of(negative ? -value : value);
    }

    private static OptionalDouble slow(byte[] text, int from, int end) {
        // 1,100 characters hold every double exactly; beyond that nobody means a number.
        if (from >= end || end - from > 1100) {
            return OptionalDouble.empty();
        }
        String token = new String(text, from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return switch (token) {
            case "nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> decimal(token);
        };
    }

    private static OptionalDouble decimal(String token) {
        for (int i = 0; i < token.length(); i++) {
            // Java would also take 1f, 0x1p3 and surrounding white space.
            if ("0123456789+-.e".indexOf(token.charAt(i)) < 0) {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(token));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }
}
