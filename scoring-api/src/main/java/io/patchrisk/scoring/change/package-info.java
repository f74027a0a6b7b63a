// SPDX-License-Identifier: Apache-2.0
/** Changes as JSON lines: the form in which anyone can compare judges, read, answered, and learnt from. */
@NullMarked
package io.patchrisk.scoring.change;

import org.jspecify.annotations.NullMarked;
