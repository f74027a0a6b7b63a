// SPDX-License-Identifier: Apache-2.0
/** Asking node_exporters for their numbers over HTTP. */
@NullMarked
package io.patchrisk.collector.scrape;

import org.jspecify.annotations.NullMarked;
