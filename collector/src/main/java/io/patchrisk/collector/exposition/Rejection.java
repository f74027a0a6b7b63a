// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

/** Why a line of a scrape, or a whole body, was not taken. */
public enum Rejection {
    /** The body is larger than {@link ExpositionParser#MAX_BODY}; nothing of it was read. */
    BODY_TOO_LARGE,
    /** The line does not begin with a metric name: prose, HTML, binary. */
    NO_METRIC_NAME,
    /** The metric name is longer than {@link ExpositionParser#MAX_NAME}. */
    NAME_TOO_LONG,
    /** The label set is not well-formed, or names a label twice. */
    BAD_LABELS,
    /** More than {@link ExpositionParser#MAX_LABELS} labels. */
    TOO_MANY_LABELS,
    /** A label's name or value is too long. */
    LABEL_TOO_LONG,
    /** The value is missing or is no number. */
    BAD_VALUE,
    /** What follows the value is no timestamp. */
    BAD_TIMESTAMP,
    /** The last line has no line feed: its number may be cut in the middle. */
    CUT_LINE,
    /** The same metric with the same labels occurred before; the first one counts. */
    DUPLICATE
}
