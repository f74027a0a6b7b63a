// SPDX-License-Identifier: Apache-2.0
/** Kernel log as text: what /dev/kmsg and dmesg give. */
@NullMarked
package io.patchrisk.collector.dmesg;

import org.jspecify.annotations.NullMarked;
