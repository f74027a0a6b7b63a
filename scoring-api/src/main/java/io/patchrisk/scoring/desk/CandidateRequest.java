// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/**
 * A person asks for a candidate to be trained, or to be no longer trained.
 *
 * @param by their name
 * @param reason why
 */
public record CandidateRequest(String by, String reason) {}
