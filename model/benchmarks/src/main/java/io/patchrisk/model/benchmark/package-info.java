// SPDX-License-Identifier: Apache-2.0
/** What the steps of an assessment cost, measured with JMH. */
@NullMarked
package io.patchrisk.model.benchmark;

import org.jspecify.annotations.NullMarked;
