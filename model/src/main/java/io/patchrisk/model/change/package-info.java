// SPDX-License-Identifier: Apache-2.0
/** Whether a change broke something, from samples of metrics that nobody described: no catalogue, no clock, no names. */
@NullMarked
package io.patchrisk.model.change;

import org.jspecify.annotations.NullMarked;
