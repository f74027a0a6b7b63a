// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.scoring.config.HostEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hosts as the operator describes them. */
final class Roster {

    private final Map<HostId, HostEntry> described = new LinkedHashMap<>();

    Roster(List<HostEntry> entries) {
        entries.forEach(entry -> described.put(entry.id(), entry));
    }

    Set<HostId> hosts() {
        return described.keySet();
    }

    String stratum(HostId host) {
        HostEntry entry = described.get(host);
        String stratum = entry == null ? null : entry.stratum();
        return stratum == null ? "" : stratum;
    }

    List<String> aliases(HostId host) {
        HostEntry entry = described.get(host);
        return entry == null ? List.of() : entry.aliases();
    }

    /** The host that has this alias; null when there is none. */
    @Nullable
    HostId byAlias(String name) {
        return described.values().stream()
                .filter(entry -> entry.aliases().contains(name))
                .map(HostEntry::id)
                .findFirst()
                .orElse(null);
    }

    /** Those of a host's boots, in seconds since the epoch, that were announced. */
    List<Double> planned(HostId host, List<Double> boots) {
        HostEntry entry = described.get(host);
        List<Double> planned = new ArrayList<>();
        for (double at : boots) {
            Instant instant = Seconds.instant(at);
            if (entry != null
                    && entry.plannedReboots().stream()
                            .anyMatch(span -> !instant.isBefore(span.from()) && !instant.isAfter(span.until()))) {
                planned.add(at);
            }
        }
        return planned;
    }
}
