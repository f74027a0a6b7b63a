// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A stretch of time worth a mark in a chart, in the words of Grafana's HTTP API for annotations.
 *
 * @param time its beginning, milliseconds since the epoch
 * @param timeEnd its end; equal to the beginning where it is an instant
 * @param title one line
 * @param tags names to filter by
 * @param text what happened
 */
public record Annotation(
        long time, @JsonProperty("timeEnd") long timeEnd, String title, List<String> tags, String text) {

    public Annotation {
        tags = List.copyOf(tags);
    }
}
