// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Sample;
import java.util.List;
import java.util.function.Function;

/**
 * The sum over the selected series of one scrape, with what tells whether the series are still the same.
 *
 * <p>Keeping sums instead of samples keeps a host's state at a few kilobytes, whatever the number of its CPUs.
 *
 * @param sum their sum; not finite when one of them is not
 * @param series how many there are
 * @param identity hash of their names and labels, whatever the order
 */
record Total(double sum, int series, int identity) {

    static Total of(List<Selector> selectors, Function<String, List<Sample>> samples) {
        double sum = 0;
        int series = 0;
        int identity = 0;
        for (Selector selector : selectors) {
            for (Sample sample : samples.apply(selector.metric())) {
                if (selector.accepts(sample)) {
                    sum += sample.value();
                    series++;
                    identity +=
                            31 * sample.metric().hashCode() + sample.labels().hashCode();
                }
            }
        }
        return new Total(sum, series, identity);
    }

    boolean absent() {
        return series == 0;
    }

    boolean sameSeriesAs(Total other) {
        return series == other.series && identity == other.identity;
    }
}
