// SPDX-License-Identifier: Apache-2.0
/** Which learner deserves to be shipped: the same rows, the same folds, calibrated the same way. */
@NullMarked
package io.patchrisk.model.comparison;

import org.jspecify.annotations.NullMarked;
