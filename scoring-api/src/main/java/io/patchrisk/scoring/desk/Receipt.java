// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.time.Instant;

/**
 * What was sent is stored durably.
 *
 * @param stored always true: what is not stored is a problem
 * @param repeated whether it was known already and nothing was written
 * @param at when the service took it
 */
public record Receipt(boolean stored, boolean repeated, Instant at) {}
