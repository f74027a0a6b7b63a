// SPDX-License-Identifier: Apache-2.0
/** A rollout as a terminal shows it while it goes on. */
@NullMarked
package io.patchrisk.scoring.watch;

import org.jspecify.annotations.NullMarked;
