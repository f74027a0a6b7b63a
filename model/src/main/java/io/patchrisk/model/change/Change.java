// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What was seen around one change: the hosts it was made on, and others on which nothing was changed.
 *
 * @param treated metric to samples, a host each
 * @param controls the same of unchanged hosts; may be none
 */
public record Change(List<NavigableMap<String, Samples>> treated, List<NavigableMap<String, Samples>> controls) {

    public Change {
        treated = List.copyOf(treated);
        controls = List.copyOf(controls);
    }

    /** Names of the metrics of the changed hosts, in order; names are for people and nothing is computed from them. */
    NavigableSet<String> metrics() {
        NavigableSet<String> names = new TreeSet<>();
        treated.forEach(host -> names.addAll(host.keySet()));
        return names;
    }

    /** The samples of those hosts that have something to compare in a metric. */
    static List<Samples> of(String metric, List<NavigableMap<String, Samples>> hosts) {
        return hosts.stream()
                .map(host -> host.get(metric))
                .filter(Objects::nonNull)
                .filter(Samples::comparable)
                .map(Samples::thinned)
                .filter(Samples::comparable)
                .toList();
    }

    /** One of the changed hosts alone, as if there were no other and no control. */
    public Change alone(int host) {
        return new Change(List.of(treated.get(Math.floorMod(host, treated.size()))), List.of());
    }
}
