// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a decision is what it is.
 *
 * @param code which reason
 * @param text one sentence with the numbers, for people
 * @param evidence the numbers in order of name, so that equal input gives equal bytes: strings, numbers, booleans, or lists of strings
 */
public record Reason(ReasonCode code, String text, Map<String, Object> evidence) {

    public Reason {
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }

    public static Reason of(ReasonCode code, String text) {
        return new Reason(code, text, Map.of());
    }
}
