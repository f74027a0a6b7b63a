// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.time.Instant;

/**
 * Which trained model weighed the evidence.
 *
 * @param id its name and version
 * @param sha256 digest of the model file, hexadecimal
 * @param trainedAt when it was trained
 */
public record ModelRef(String id, String sha256, Instant trainedAt) {}
