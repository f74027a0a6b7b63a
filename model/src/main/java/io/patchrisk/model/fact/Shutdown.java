// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;

/**
 * The last line of a kernel that somebody shut down in good order (kernel/reboot.c, {@code kernel_restart},
 * {@code kernel_halt}, {@code kernel_power_off}; kernel/kexec_core.c). One that panics or is reset does not print it.
 *
 * @param at when it was printed, as wall time
 */
public record Shutdown(Instant at) implements LogFact {}
