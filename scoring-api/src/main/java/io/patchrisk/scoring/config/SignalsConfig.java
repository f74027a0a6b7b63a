// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which signals are looked at beyond the built-in ones.
 *
 * @param file the operator's own signals; null when there are none
 */
public record SignalsConfig(@Nullable Path file) {}
