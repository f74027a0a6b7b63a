// SPDX-License-Identifier: Apache-2.0
/** Bundles recorded runs into cohorts, scores them, and makes the training table of that. */
@NullMarked
package io.patchrisk.scoring.dataset;

import org.jspecify.annotations.NullMarked;
