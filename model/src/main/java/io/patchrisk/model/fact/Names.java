// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/** The one check that names from outside must pass. */
final class Names {

    private Names() {}

    /** Throws {@link IllegalArgumentException}, saying what is wrong, unless {@code value} is a printable bounded name. */
    static void check(String what, String value, int maxLength) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " name is empty");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + " name has " + value.length() + " characters; at most " + maxLength + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(what + " name has a control character at position " + i);
            }
        }
    }
}
