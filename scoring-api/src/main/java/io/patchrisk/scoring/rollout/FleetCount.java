// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.livepatch.LoadState;
import io.patchrisk.scoring.desk.FleetView;
import io.patchrisk.scoring.desk.LoadView;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.Fleet.KnownPatch;
import io.patchrisk.scoring.fleet.HostState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole fleet in numbers. Runs on the fleet's context. */
final class FleetCount {

    /** Releases, and live patches, that are told; a fleet with more has other sorrows. */
    private static final int MOST = 200;

    private record Seen(String module, LoadState state) {}

    private FleetCount() {}

    static FleetView of(Fleet fleet, RolloutViews views, Instant now, double stallSeconds) {
        Map<String, Integer> releases = new HashMap<>();
        Map<Seen, Integer> loaded = new HashMap<>();
        for (HostState host : fleet.hosts()) {
            String release = host.release();
            releases.merge(release == null ? "" : release, 1, Integer::sum);
            newest(host, now, stallSeconds).forEach(seen -> loaded.merge(seen, 1, Integer::sum));
        }
        return new FleetView(observed(fleet, views, now), kernels(releases), patches(fleet, loaded));
    }

    static Map<Observation, Integer> observed(Fleet fleet, RolloutViews views, Instant now) {
        Map<Observation, Integer> observed = new EnumMap<>(Observation.class);
        for (Observation each : Observation.values()) {
            observed.put(each, 0);
        }
        fleet.hosts().forEach(host -> observed.merge(views.observation(host, now), 1, Integer::sum));
        return observed;
    }

    /** The newest load of each live patch of a host. */
    private static Set<Seen> newest(HostState host, Instant now, double stallSeconds) {
        Set<String> told = new HashSet<>();
        Set<Seen> newest = new HashSet<>();
        for (LoadView load : LoadViews.of(host, now, stallSeconds)) {
            String module = load.module();
            if (module != null && told.add(module)) {
                newest.add(new Seen(module, load.state()));
            }
        }
        return newest;
    }

    private static List<FleetView.Kernel> kernels(Map<String, Integer> releases) {
        return releases.entrySet().stream()
                .map(entry -> new FleetView.Kernel(entry.getKey().isEmpty() ? null : entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(FleetView.Kernel::hosts)
                        .reversed()
                        .thenComparing(kernel -> String.valueOf(kernel.release())))
                .limit(MOST)
                .toList();
    }

    private static List<FleetView.Loaded> patches(Fleet fleet, Map<Seen, Integer> loaded) {
        return loaded.entrySet().stream()
                .map(entry -> new FleetView.Loaded(
                        entry.getKey().module(),
                        patchOf(fleet, entry.getKey().module()),
                        entry.getKey().state(),
                        entry.getValue()))
                .sorted(Comparator.comparingInt(FleetView.Loaded::hosts)
                        .reversed()
                        .thenComparing(FleetView.Loaded::module)
                        .thenComparing(FleetView.Loaded::state))
                .limit(MOST)
                .toList();
    }

    private static @Nullable String patchOf(Fleet fleet, String module) {
        return fleet.patches().stream()
                .map(KnownPatch::declaration)
                .filter(patch -> patch.modules().contains(module))
                .map(patch -> patch.id())
                .findFirst()
                .orElse(null);
    }
}
