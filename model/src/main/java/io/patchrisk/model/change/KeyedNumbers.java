// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.HashMap;
import java.util.Map;

/** Numbers by name, from {@code key=value} lines. */
final class KeyedNumbers {

    private final Map<String, String> values = new HashMap<>();

    KeyedNumbers(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equal = line.indexOf('=');
            if (equal < 0) {
                throw new IllegalArgumentException("the change model has the line '" + line + "', not key=value");
            }
            values.put(line.substring(0, equal), line.substring(equal + 1));
        });
    }

    /** The finite number of a key; throws {@link IllegalArgumentException} when there is none. */
    double get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the change model has no " + key);
        }
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the change model has " + key + "='" + value + "', not a number", e);
        }
        throw new IllegalArgumentException("the change model has " + key + "=" + value + ", which is not finite");
    }
}
