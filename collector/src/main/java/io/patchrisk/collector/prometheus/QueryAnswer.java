// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.collector.exposition.Labels;
import java.util.List;

/** What came of one range query. */
sealed interface QueryAnswer {

    /** The series, with warnings of the store and the number of values that were no finite numbers. */
    record Matrix(List<PointSeries> series, List<String> warnings, long notFinite) implements QueryAnswer {}

    /** No answer. */
    record Failed(QueryFailure failure) implements QueryAnswer {}

    /** One series: its labels and finite points in order of time. */
    record PointSeries(Labels labels, List<Point> points) {}

    /** A value at a time, in seconds since the epoch. */
    record Point(double at, double value) {}
}
