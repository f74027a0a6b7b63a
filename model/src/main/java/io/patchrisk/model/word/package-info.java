// SPDX-License-Identifier: Apache-2.0
/** How constants are written. */
@NullMarked
package io.patchrisk.model.word;

import org.jspecify.annotations.NullMarked;
