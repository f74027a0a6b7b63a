// SPDX-License-Identifier: Apache-2.0
/** Trains a candidate on lab table and outcomes, and measures it against the model in use before anybody may use it. */
@NullMarked
package io.patchrisk.scoring.retraining;

import org.jspecify.annotations.NullMarked;
