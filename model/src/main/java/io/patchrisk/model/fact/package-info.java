// SPDX-License-Identifier: Apache-2.0
/** The vocabulary: what is known of hosts, as values that no adapter and no clock can change. */
@NullMarked
package io.patchrisk.model.fact;

import org.jspecify.annotations.NullMarked;
