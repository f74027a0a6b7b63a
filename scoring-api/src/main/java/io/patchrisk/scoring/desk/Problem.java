// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why something asked could not be done, in the terms of RFC 9457: what is wrong, where, and what to do.
 *
 * @param code stable identifier, such as {@code unknown_rollout}; the last part of the problem's type
 * @param status HTTP status that fits
 * @param title the same for every problem of this code
 * @param detail what was wrong this time and what to do; quotes of input in it are bounded
 * @param extensions further members, such as {@code nearest} or {@code retry_after_s}, in order of name
 */
public record Problem(String code, int status, String title, String detail, Map<String, Object> extensions) {

    private static final int LONGEST_QUOTE = 80;

    public Problem {
        extensions = java.util.Collections.unmodifiableMap(new TreeMap<>(extensions));
    }

    /** Nothing of this kind has this name; {@code nearest} is the most similar name there is, empty if none is. */
    public static Problem unknown(String kind, String name, String nearest) {
        String hint = nearest.isEmpty() ? "" : " Did you mean " + quote(nearest) + "?";
        return new Problem(
                "unknown_" + kind,
                404,
                "No such " + kind,
                "There is no " + kind + " named " + quote(name) + "." + hint,
                nearest.isEmpty() ? Map.of() : Map.of("nearest", nearest));
    }

    /** The same name or key was used before with other content. */
    public static Problem conflict(String detail) {
        return new Problem("conflict", 409, "It exists with other content", detail, Map.of());
    }

    /** The request can be read but not be done as it stands. */
    public static Problem unacceptable(String code, String detail) {
        return new Problem(code, 422, "The request cannot be done as it stands", detail, Map.of());
    }

    /** Too much at once, or the store refuses: the same request may succeed later. */
    public static Problem overloaded(String detail, long retryAfterSeconds) {
        return new Problem("overloaded", 503, "Too much at once", detail, Map.of("retry_after_s", retryAfterSeconds));
    }

    /** The same problem with a further member. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new TreeMap<>(extensions);
        more.put(member, value);
        return new Problem(code, status, title, detail, more);
    }

    /** Input as it may be shown to people: in quotation marks, at most 80 characters, control characters escaped. */
    public static String quote(String input) {
        StringBuilder out = new StringBuilder("\"");
        int shown = Math.min(input.length(), LONGEST_QUOTE);
        for (int i = 0; i < shown; i++) {
            char c = input.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        out.append('"');
        if (shown < input.length()) {
            out.append(" (").append(input.length()).append(" characters)");
        }
        return out.toString();
    }
}
