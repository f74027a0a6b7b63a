// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void standsInTheDocumentAsInTheCode() throws IOException {
        Path page = Path.of(System.getProperty("patchrisk.home"), "grafana", "METRICS.md");
        assertThat(Files.readString(page))
                .as("make it anew: ./patchrisk metrics > grafana/METRICS.md")
                .isEqualTo(MetricsDocument.markdown());
    }

    @Test
    void keepsToTheNamingOfPrometheus() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.exposed()).matches("patchrisk_[a-z]+(_[a-z]+)*");
            assertThat(metric.exposed().endsWith("_total")).isEqualTo(metric.kind() == Metric.Kind.COUNTER);
            assertThat(metric.help()).endsWith(".");
        }
    }

    @Test
    void pointsFromABucketToTheRequestButNeverFromACount() {
        PrometheusMeterRegistry registry = Meters.create();
        new HttpMeters(registry).begin().end("GET", "/api/v1/gate", 200, "4f0e");
        String scraped = registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(scraped.lines().filter(line -> line.contains("trace_id=\"4f0e\"")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("patchrisk_http_request_duration_seconds_bucket{"));
    }
}
