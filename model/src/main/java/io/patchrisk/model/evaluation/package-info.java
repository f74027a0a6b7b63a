// SPDX-License-Identifier: Apache-2.0
/** How good predictions are: figures, curves, and how far resampling moves them. */
@NullMarked
package io.patchrisk.model.evaluation;

import org.jspecify.annotations.NullMarked;
