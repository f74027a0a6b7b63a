// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which model weighs the evidence.
 *
 * @param path its file; null for the one that is built in
 */
public record ModelConfig(@Nullable Path path) {}
