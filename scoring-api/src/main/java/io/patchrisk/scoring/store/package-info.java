// SPDX-License-Identifier: Apache-2.0
/** The port to everything the service knows: an ordered log of facts to which one can only add. */
@NullMarked
package io.patchrisk.scoring.store;

import org.jspecify.annotations.NullMarked;
