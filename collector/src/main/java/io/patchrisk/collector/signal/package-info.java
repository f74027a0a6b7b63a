// SPDX-License-Identifier: Apache-2.0
/** What scraped numbers mean: the catalogue of signals and how each is computed from one scrape to the next. */
@NullMarked
package io.patchrisk.collector.signal;

import org.jspecify.annotations.NullMarked;
