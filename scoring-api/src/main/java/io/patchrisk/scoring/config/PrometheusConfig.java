// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus-compatible API that already has the hosts' metrics.
 *
 * @param url its root, without {@code /api/v1}
 * @param interval time between two questions, and the step of the answers
 * @param delay how long before now a question ends: the newest values are not there yet
 * @param timeout how long an answer may take
 * @param selector label matchers of the series that are asked for
 * @param hostLabel the label whose value names the host
 * @param bearerTokenFile file with the token to send; null to send none
 */
public record PrometheusConfig(
        URI url,
        Duration interval,
        Duration delay,
        Duration timeout,
        String selector,
        String hostLabel,
        @Nullable Path bearerTokenFile) {}
