// SPDX-License-Identifier: Apache-2.0
/** The Prometheus text format 0.0.4, read without trust. */
@NullMarked
package io.patchrisk.collector.exposition;

import org.jspecify.annotations.NullMarked;
