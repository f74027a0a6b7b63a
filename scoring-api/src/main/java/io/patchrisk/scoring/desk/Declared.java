// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/**
 * What a declaration led to.
 *
 * @param view what there is now
 * @param created false when exactly this was declared before
 */
public record Declared<T>(T view, boolean created) {}
