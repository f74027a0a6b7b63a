// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.time.Instant;

/**
 * The kernel's first line: a boot began.
 *
 * @param at wall time of the boot
 * @param release kernel release, such as {@code 6.1.0-56-amd64}
 */
public record BootBanner(Instant at, String release) implements LogFact {}
