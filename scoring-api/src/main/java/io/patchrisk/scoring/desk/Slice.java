// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param after key of the last entry that is known already; null for the beginning
 * @param limit most entries
 */
public record Slice(@Nullable String after, int limit) {

    /** Most entries that are given at once. */
    public static final int MOST = 500;

    public static final Slice ALL = new Slice(null, Integer.MAX_VALUE);
}
