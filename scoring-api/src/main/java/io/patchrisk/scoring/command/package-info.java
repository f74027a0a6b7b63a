// SPDX-License-Identifier: Apache-2.0
/** The command line. */
@NullMarked
package io.patchrisk.scoring.command;

import org.jspecify.annotations.NullMarked;
