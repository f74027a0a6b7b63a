// SPDX-License-Identifier: Apache-2.0
/** The running service: the one place that sees every part and puts them together. */
@NullMarked
package io.patchrisk.scoring.app;

import org.jspecify.annotations.NullMarked;
