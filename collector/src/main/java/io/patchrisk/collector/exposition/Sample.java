// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

/**
 * One line of a scrape.
 *
 * @param metric name of the metric
 * @param labels its labels
 * @param value as stated; may be NaN or infinite
 */
public record Sample(String metric, Labels labels, double value) {}
