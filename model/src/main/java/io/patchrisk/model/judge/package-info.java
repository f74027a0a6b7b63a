// SPDX-License-Identifier: Apache-2.0
/** Compares patched hosts with controls, signal by signal, without any training. */
@NullMarked
package io.patchrisk.model.judge;

import org.jspecify.annotations.NullMarked;
