// SPDX-License-Identifier: Apache-2.0
/** What reading kernel logs costs, measured with JMH. */
@NullMarked
package io.patchrisk.collector.benchmark;

import org.jspecify.annotations.NullMarked;
