// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way from datagrams to log lines.
 *
 * @param sequence its number in the boot; null in the legacy format
 * @param stampMicros microseconds since boot; null when it carries no stamp
 * @param level severity, or -1
 * @param caller who printed it; null when unknown
 * @param text its text, perhaps of several lines
 * @param arrival when its last datagram came
 * @param datagrams of how many datagrams it was made
 */
public record Held(
        @Nullable Long sequence,
        @Nullable Long stampMicros,
        int level,
        @Nullable String caller,
        String text,
        Instant arrival,
        int datagrams) {}
