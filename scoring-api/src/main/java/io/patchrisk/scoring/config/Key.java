// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one key: what it is called, what it holds, and what it is for. Reader and reference both come from it.
 *
 * @param path its dotted name
 * @param fallback its value where nobody sets it; null when it then has none
 * @param required whether its section cannot do without it
 * @param form what the value has to look like
 * @param doc one line for people
 */
record Key<T>(String path, @Nullable String fallback, boolean required, Form<T> form, String doc) {

    /** What environment variables begin with. */
    static final String ENVIRONMENT_PREFIX = "PATCHRISK_";

    static <T> Key<T> of(String path, String fallback, Form<T> form, String doc) {
        return new Key<>(path, fallback, false, form, doc);
    }

    /** A key that has no value unless somebody sets it. */
    static <T> Key<T> absent(String path, Form<T> form, String doc) {
        return new Key<>(path, null, false, form, doc);
    }

    /** A key that has to be set when any key of its section is. */
    static <T> Key<T> required(String path, Form<T> form, String doc) {
        return new Key<>(path, null, true, form, doc);
    }

    /** The environment variable that sets it. */
    String variable() {
        return ENVIRONMENT_PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
