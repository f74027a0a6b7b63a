// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reliable entry of a kernel stack.
 *
 * @param function name without offset and without compiler suffixes such as {@code .isra.0}
 * @param module module the function lives in; null for the kernel image
 * @param offset bytes into the function; null where none was printed
 */
public record Frame(
        String function, @Nullable String module, @Nullable Integer offset) {

    /** A function that was named without a place in it. */
    public Frame(String function, @Nullable String module) {
        this(function, module, null);
    }

    /** Whether it is another place in the same function, or the same place. */
    public boolean sameFunction(@Nullable Frame other) {
        return other != null && function.equals(other.function) && Objects.equals(module, other.module);
    }
}
