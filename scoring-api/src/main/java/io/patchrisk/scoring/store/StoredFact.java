// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.time.Instant;

/**
 * A fact as the store holds it.
 *
 * @param seq its place in the log; grows, never used twice, with gaps where facts were pruned or never committed
 * @param storedAt when the store took it, by the clock of the replica that wrote it
 * @param fact what was said
 */
public record StoredFact(long seq, Instant storedAt, NewFact fact) {}
