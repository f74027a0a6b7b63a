// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import java.util.List;
import java.util.stream.Stream;

/** How a signal's value comes from what a host states. Selected series are summed, as are several selectors. */
public sealed interface Computation {

    /** The selectors that must be scraped; none for what only a query can tell. */
    List<Selector> selectors();

    /** The sum as it stands. */
    record Gauge(List<Selector> of) implements Computation {
        public Gauge {
            of = List.copyOf(of);
        }

        @Override
        public List<Selector> selectors() {
            return of;
        }
    }

    /** The growth of the sum a second. */
    record Rate(List<Selector> of) implements Computation {
        public Rate {
            of = List.copyOf(of);
        }

        @Override
        public List<Selector> selectors() {
            return of;
        }
    }

    /** The growth of one sum over the growth of another: shares, and means of summaries and histograms. */
    record Ratio(List<Selector> of, List<Selector> to) implements Computation {
        public Ratio {
            of = List.copyOf(of);
            to = List.copyOf(to);
        }

        @Override
        public List<Selector> selectors() {
            return Stream.concat(of.stream(), to.stream()).toList();
        }
    }

    /** What a Prometheus answers to a query that gives one series an instance; hosts that are scraped do not have it. */
    record Query(String promql) implements Computation {
        @Override
        public List<Selector> selectors() {
            return List.of();
        }
    }
}
