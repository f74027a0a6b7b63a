// SPDX-License-Identifier: Apache-2.0
/** Kernel log text turned into facts: reports, live-patch messages, boots. */
@NullMarked
package io.patchrisk.collector.log;

import org.jspecify.annotations.NullMarked;
