// SPDX-License-Identifier: Apache-2.0
/** How well kernel logs are read, measured on logs whose reports are known. */
@NullMarked
package io.patchrisk.collector.corpus;

import org.jspecify.annotations.NullMarked;
