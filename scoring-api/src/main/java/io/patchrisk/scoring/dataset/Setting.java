// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.collector.capture.CaptureMeta;

/**
 * Where and how a run was measured. It says which runs resemble each other; no score ever reads it.
 *
 * @param kernel kernel release
 * @param interval seconds between two scrapes
 * @param wave the hosts it was measured with; empty when the capture does not say
 * @param clock whether guest time is counted in instructions or is the machine's
 * @param workload what it was busy with; empty when the capture does not say
 */
record Setting(String kernel, double interval, String wave, String clock, String workload) {

    /** How unlike two settings are, the least first. A stratum is a kernel, a clock, a workload and a scrape interval. */
    enum Distance {
        SAME_WAVE,
        SAME_STRATUM,
        OTHER
    }

    static Setting of(CaptureMeta meta) {
        JsonNode document = meta.document();
        return new Setting(
                meta.kernel(),
                meta.scrapeInterval(),
                document.path("design").path("wave").asText(""),
                document.path("time").asText(""),
                document.path("workload").path("name").asText(""));
    }

    Distance to(Setting other) {
        if (equals(other)) {
            return Distance.SAME_WAVE;
        }
        return kernel.equals(other.kernel)
                        && interval == other.interval
                        && clock.equals(other.clock)
                        && workload.equals(other.workload)
                ? Distance.SAME_STRATUM
                : Distance.OTHER;
    }
}
