// SPDX-License-Identifier: Apache-2.0
/** The trained model: from features to a risk with an interval and reasons. */
@NullMarked
package io.patchrisk.model.risk;

import org.jspecify.annotations.NullMarked;
