// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import java.net.URI;
import java.time.Duration;

/**
 * How a Prometheus-compatible store is asked.
 *
 * @param url base address, to which {@code /api/v1/query_range} is added
 * @param authorization value of the header {@code Authorization}; empty for none
 * @param instanceLabel label that tells hosts apart, usually {@code instance}
 * @param scope matchers added to every generated selector, such as {@code {job="node"}}; may be empty
 * @param step time between two points
 * @param rateWindow window of rates; at least two scrape intervals of the store
 * @param delay how long before now a window ends: the newest values are not there yet, or (VictoriaMetrics) repeated
 * @param maxPoints points a series in one query; Prometheus refuses more than 11,000
 * @param timeout for one query
 * @param period real time between two looks when following
 */
public record PrometheusSettings(
        URI url,
        String authorization,
        String instanceLabel,
        String scope,
        Duration step,
        Duration rateWindow,
        Duration delay,
        int maxPoints,
        Duration timeout,
        Duration period) {

    public PrometheusSettings {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("\"" + url + "\" is no address of the form http://prometheus:9090");
        }
        if (step.toSeconds() < 1 || rateWindow.compareTo(step) < 0 || maxPoints < 1 || maxPoints > 11_000) {
            throw new IllegalArgumentException("asking " + url
                    + " needs a step of at least 1 s, a rate window no shorter"
                    + " than the step and 1 to 11,000 points; got " + step + ", " + rateWindow + ", " + maxPoints);
        }
    }

    /** What suits a store that scrapes every {@code scrapeInterval}: its step, rates over four of them. */
    public static PrometheusSettings of(URI url, Duration scrapeInterval) {
        return new PrometheusSettings(
                url,
                "",
                "instance",
                "",
                scrapeInterval,
                scrapeInterval.multipliedBy(4),
                Duration.ofSeconds(60),
                10_000,
                Duration.ofSeconds(30),
                scrapeInterval);
    }
}
