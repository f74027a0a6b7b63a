// SPDX-License-Identifier: Apache-2.0
/** What became of rollouts: by which rules it says something about a patch, and the labelled rows that follow. */
@NullMarked
package io.patchrisk.model.outcome;

import org.jspecify.annotations.NullMarked;
