// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Sample;
import io.patchrisk.collector.exposition.Samples;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics that tell a host's state rather than a signal, and how to look them up. */
final class HostState {

    static final String BOOT_TIME = "node_boot_time_seconds";
    static final String UNAME = "node_uname_info";
    static final String TIME = "node_time_seconds";

    /** Counters that every running kernel raises and that only a new boot sets back. */
    static final List<String> MONOTONIC = List.of(
            "node_context_switches_total",
            "node_intr_total",
            "node_forks_total",
            "node_vmstat_pgfault",
            "node_netstat_Tcp_OutSegs",
            "node_softnet_processed_total");

    static final Set<String> METRICS = metrics();

    private HostState() {}

    private static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>(MONOTONIC);
        metrics.add(BOOT_TIME);
        metrics.add(TIME);
        metrics.add(UNAME);
        metrics.addAll(PatchMetrics.METRICS);
        return metrics;
    }

    /** Sum over all series of a metric; NaN when there is none. */
    static double sum(Samples samples, String metric) {
        List<Sample> series = samples.of(metric);
        return series.isEmpty()
                ? Double.NaN
                : series.stream().mapToDouble(Sample::value).sum();
    }
}
