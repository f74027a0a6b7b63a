// SPDX-License-Identifier: Apache-2.0
/** What the operator sets: one validated record a feature, and the reader that reports every problem at once. */
@NullMarked
package io.patchrisk.scoring.config;

import org.jspecify.annotations.NullMarked;
