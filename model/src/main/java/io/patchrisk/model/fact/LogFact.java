// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;

/** Anything worth keeping that a kernel log said. */
public sealed interface LogFact permits KernelEvent, LivepatchMessage, BootBanner, Shutdown {

    /** When the kernel said it, as wall time. */
    Instant at();
}
