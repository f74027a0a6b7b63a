// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import org.jspecify.annotations.Nullable;

/**
 * One reliable entry of a kernel stack.
 *
 * @param function name without offset and without compiler suffixes such as {@code .isra.0}
 * @param module module the function lives in; null for the kernel image
 */
public record Frame(String function, @Nullable String module) {}
