// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts there are. Hosts that only a source names are added to them as they appear.
 *
 * @param list the hosts, of the configuration first, then of the file
 * @param file where more of them were read from; null when there is no such file
 */
public record HostsConfig(List<HostEntry> list, @Nullable Path file) {

    public HostsConfig {
        list = List.copyOf(list);
        Map<String, HostId> owners = new HashMap<>();
        for (HostEntry host : list) {
            claim(owners, host.id().value(), host.id(), true);
        }
        for (HostEntry host : list) {
            host.aliases().forEach(alias -> claim(owners, alias, host.id(), false));
        }
    }

    private static void claim(Map<String, HostId> owners, String name, HostId host, boolean isId) {
        HostId owner = owners.putIfAbsent(name, host);
        if (owner != null && (isId || !owner.equals(host))) {
            throw new Inconsistent(
                    "hosts.list",
                    "has "
                            + (isId
                                    ? "host " + name + " twice"
                                    : "the name " + name + " for " + owner + " and for " + host),
                    "a name belongs to one host, or what it says would be put down to the wrong one");
        }
    }
}
