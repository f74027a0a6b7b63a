// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

/**
 * One key as it is in force.
 *
 * @param key its dotted name
 * @param value its text; never a secret
 * @param source where it was set: {@code default}, {@code file:line}, an environment variable, or {@code --set}
 */
public record Setting(String key, String value, String source) {}
