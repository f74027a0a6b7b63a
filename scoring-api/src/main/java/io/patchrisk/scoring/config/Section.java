// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.List;

/**
 * Keys that belong to one feature.
 *
 * @param path what their names begin with
 * @param optional whether the feature is off unless one of them is set
 * @param doc one line for people
 * @param keys them
 */
record Section(String path, boolean optional, String doc, List<Key<?>> keys) {

    Section {
        keys = List.copyOf(keys);
        String prefix = path + ".";
        for (Key<?> key : keys) {
            if (!key.path().startsWith(prefix)) {
                throw new IllegalArgumentException("key " + key.path() + " is not in section " + path);
            }
        }
    }

    static Section always(String path, String doc, Key<?>... keys) {
        return new Section(path, false, doc, List.of(keys));
    }

    static Section optional(String path, String doc, Key<?>... keys) {
        return new Section(path, true, doc, List.of(keys));
    }
}
