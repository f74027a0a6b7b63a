// SPDX-License-Identifier: Apache-2.0
/** Recorded hosts: what a real host answered and logged before and after a change, on disk. */
@NullMarked
package io.patchrisk.collector.capture;

import org.jspecify.annotations.NullMarked;
