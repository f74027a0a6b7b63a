// SPDX-License-Identifier: Apache-2.0
/** Asking a Prometheus-compatible store for the numbers it already holds. */
@NullMarked
package io.patchrisk.collector.prometheus;

import org.jspecify.annotations.NullMarked;
