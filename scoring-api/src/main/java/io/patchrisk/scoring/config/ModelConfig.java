// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which model weighs the evidence, and what a new one must hold up against.
 *
 * @param path its folder; null for the one that is built in
 * @param labTable table with the fixed lab test; null where no candidate can be trained
 * @param candidates folder in which each candidate gets one of its own
 */
public record ModelConfig(@Nullable Path path, @Nullable Path labTable, Path candidates) {}
