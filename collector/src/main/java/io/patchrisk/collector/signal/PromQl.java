// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import java.time.Duration;
import java.util.List;

/**
 * Computations as PromQL queries that give one series a label, by default an instance.
 *
 * <p>Rates are Prometheus's: over a window, extrapolated, resets taken for growth from zero. They differ from those of a
 * scraped host, so a host is read one way or the other, never compared across the two.
 */
public final class PromQl {

    private static final List<Selector> MISSES = List.of(new Selector(SignalReader.SCRAPES_MISSED, List.of()));

    private final String by;
    private final List<LabelMatcher> everywhere;
    private final String window;
    private final double windowSeconds;

    /**
     * @param instanceLabel label that tells hosts apart
     * @param scope matchers added to every selector, such as {@code {job="node"}}; may be empty
     * @param rateWindow window of rates; at least two, better four scrape intervals
     */
    public PromQl(String instanceLabel, String scope, Duration rateWindow) {
        this.by = "sum by (" + instanceLabel + ") (";
        this.everywhere =
                scope.isBlank() ? List.of() : Selector.parse("scope" + scope).matchers();
        this.window = "[" + rateWindow.toMillis() + "ms]";
        this.windowSeconds = rateWindow.toMillis() / 1e3;
    }

    /** The query of a computation. */
    public String query(Computation computation) {
        if (computation instanceof Computation.Gauge gauge) {
            return sum(gauge.of(), "", "");
        }
        if (computation instanceof Computation.Rate rate && rate.of().equals(MISSES)) {
            return missed();
        }
        if (computation instanceof Computation.Rate rate) {
            return sum(rate.of(), "rate(", window + ")");
        }
        if (computation instanceof Computation.Ratio ratio) {
            return sum(ratio.of(), "rate(", window + ")") + " / (" + sum(ratio.to(), "rate(", window + ")") + " > 0)";
        }
        return ((Computation.Query) computation).promql();
    }

    /** A metric as it stands, within the scope. */
    public String plain(String metric) {
        return scoped(new Selector(metric, List.of()));
    }

    /** How often a counter fell within the window. */
    public String resets(String metric) {
        return sum(List.of(new Selector(metric, List.of())), "resets(", window + ")");
    }

    /** A server counts no misses, but keeps up = 0 for each. */
    private String missed() {
        String up = plain("up") + window;
        return by + "count_over_time(" + up + ") - sum_over_time(" + up + ")) / " + windowSeconds;
    }

    private String sum(List<Selector> selectors, String before, String after) {
        if (selectors.size() == 1) {
            return by + before + scoped(selectors.get(0)) + after + ")";
        }
        StringBuilder union = new StringBuilder();
        for (int i = 0; i < selectors.size(); i++) {
            // "or" matches without metric names and would drop the later ones, so each gets a label of its own.
            union.append(i == 0 ? "" : " or ")
                    .append("label_replace(")
                    .append(before)
                    .append(scoped(selectors.get(i)))
                    .append(after)
                    .append(", \"patchrisk_term\", \"")
                    .append(i)
                    .append("\", \"\", \"\")");
        }
        return by + union + ")";
    }

    private String scoped(Selector selector) {
        List<LabelMatcher> all = java.util.stream.Stream.concat(selector.matchers().stream(), everywhere.stream())
                .toList();
        return new Selector(selector.metric(), all).toString();
    }
}
