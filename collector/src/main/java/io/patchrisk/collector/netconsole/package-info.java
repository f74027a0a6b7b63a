// SPDX-License-Identifier: Apache-2.0
/** Netconsole: what kernels send over UDP, put back in order and turned into log lines. */
@NullMarked
package io.patchrisk.collector.netconsole;

import org.jspecify.annotations.NullMarked;
