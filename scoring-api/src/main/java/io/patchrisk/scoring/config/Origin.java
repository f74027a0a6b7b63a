// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a value was given.
 *
 * @param source for people: {@code default}, {@code file:line}, {@code environment NAME}, {@code --set}
 * @param folder what a relative path in the value is relative to; null for the working directory
 */
record Origin(String source, @Nullable Path folder) {

    static final Origin DEFAULT = new Origin("default", null);
}
