// SPDX-License-Identifier: Apache-2.0
/** What all ways share by which kernels send their log: boots put in order, queues before the sink, and what is counted. */
@NullMarked
package io.patchrisk.collector.channel;

import org.jspecify.annotations.NullMarked;
