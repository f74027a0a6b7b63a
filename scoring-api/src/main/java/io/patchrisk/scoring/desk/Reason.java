// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One ground of a decision.
 *
 * @param code stable identifier, such as {@code not_exercised}
 * @param text one plain sentence for people
 * @param evidence numbers and names it rests on, in order of name; values are strings, finite numbers, booleans or lists of them
 */
public record Reason(String code, String text, Map<String, Object> evidence) {

    public Reason {
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }

    /** A reason that rests on nothing but its text. */
    public static Reason of(String code, String text) {
        return new Reason(code, text, Map.of());
    }
}
