// SPDX-License-Identifier: Apache-2.0
/** Scores recorded hosts offline, and turns them into training rows. */
@NullMarked
package io.patchrisk.scoring.replay;

import org.jspecify.annotations.NullMarked;
