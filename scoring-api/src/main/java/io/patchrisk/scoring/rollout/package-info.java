// SPDX-License-Identifier: Apache-2.0
/** When rollouts are assessed, what their gate answers, and what people may do about it. */
@NullMarked
package io.patchrisk.scoring.rollout;

import org.jspecify.annotations.NullMarked;
