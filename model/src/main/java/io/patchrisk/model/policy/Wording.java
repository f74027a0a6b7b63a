// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import java.util.Locale;

/** Sentences with numbers, the same in every locale. */
final class Wording {

    private Wording() {}

    static String of(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
