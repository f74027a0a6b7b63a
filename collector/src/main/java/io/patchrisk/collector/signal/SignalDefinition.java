// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.model.fact.Signal;

/** A signal and how it is computed. */
public record SignalDefinition(Signal signal, Computation computation) {}
