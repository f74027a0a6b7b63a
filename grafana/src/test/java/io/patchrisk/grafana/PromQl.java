// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

/** Expressions that more than one panel asks; replicas of the service say the same, so they are folded by `max`. */
final class PromQl {

    /** Selects by the dashboard's variable. */
    static final String ROLLOUT = "rollout=~\"$rollout\"";

    static final String WAVE = ROLLOUT + ",wave=~\"$wave\"";
    static final String HOST = "instance=\"$instance\"";

    private PromQl() {}

    /** A number a wave: 1 proceed, 2 hold, 3 unknown, 4 stop. */
    static String decision(String selector) {
        return "max by (rollout, wave) (patchrisk_decision{decision=\"proceed\",%1$s} or 2 * patchrisk_decision{decision=\"hold\",%1$s} or 3 * patchrisk_decision{decision=\"unknown\",%1$s} or 4 * patchrisk_decision{decision=\"stop\",%1$s})"
                .formatted(selector);
    }

    static String perWave(String metric, String selector) {
        return "max by (rollout, wave) (%s{%s})".formatted(metric, selector);
    }

    /** A gauge that is split by one label, over all chosen waves. */
    static String waveSum(String metric, String label, String selector) {
        return "sum by (%2$s) (max by (rollout, wave, %2$s) (%1$s{%3$s}))".formatted(metric, label, selector);
    }

    static String age(String selector) {
        return "time() - " + perWave("patchrisk_decision_evaluated_timestamp_seconds", selector);
    }

    /** How many things are so; 0 where there are some and none is so, nothing where there are none. */
    static String howMany(String all, String condition) {
        return "count(%1$s %2$s) or 0 * count(%1$s)".formatted(all, condition);
    }

    /** Events in the time of a bar. */
    static String events(String metric, String selector, String by) {
        return "sum by (%s) (increase(%s{%s}[$__rate_interval]))".formatted(by, metric, selector);
    }

    /** Events in the time that is shown. */
    static String eventsInRange(String metric, String selector) {
        return "round(sum(increase(%s{%s}[$__range])))".formatted(metric, selector);
    }

    static String rate(String metric, String selector, String by) {
        return "sum by (%s) (rate(%s{%s}[$__rate_interval]))".formatted(by, metric, selector);
    }

    static String quantile(double q, String histogram, String by) {
        return "histogram_quantile(%s, sum by (le%s) (rate(%s_bucket[$__rate_interval])))"
                .formatted(q, by.isEmpty() ? "" : ", " + by, histogram);
    }
}
