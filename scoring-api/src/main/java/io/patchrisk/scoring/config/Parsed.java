// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import org.jspecify.annotations.Nullable;

/**
 * What came of understanding one plain value.
 *
 * @param value what it means; null when it means nothing
 * @param what what is wrong with it
 * @param todo what to do about it
 */
record Parsed<T>(@Nullable T value, String what, String todo) {

    static <T> Parsed<T> of(T value) {
        return new Parsed<>(value, "", "");
    }

    static <T> Parsed<T> wrong(String what, String todo) {
        return new Parsed<>(null, what, todo);
    }
}
