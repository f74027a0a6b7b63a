// SPDX-License-Identifier: Apache-2.0
/** Measures a model on cohorts whose truth is known, and reports it to people and programs. */
@NullMarked
package io.patchrisk.scoring.evaluation;

import org.jspecify.annotations.NullMarked;
