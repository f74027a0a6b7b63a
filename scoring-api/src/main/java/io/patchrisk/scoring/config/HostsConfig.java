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
        Inconsistent.Checks checks = new Inconsistent.Checks();
        Map<String, HostId> owners = new HashMap<>();
        for (HostEntry host : list) {
            boolean first = owners.putIfAbsent(host.id().value(), host.id()) == null;
            checks.unless(first, "hosts.list", "has host " + host.id() + " twice", "keep one of the two");
        }
        for (HostEntry host : list) {
            host.aliases().forEach(alias -> claim(owners, alias, host.id(), checks));
        }
        checks.refuse();
    }

    private static void claim(Map<String, HostId> owners, String alias, HostId host, Inconsistent.Checks checks) {
        HostId owner = owners.putIfAbsent(alias, host);
        checks.unless(
                owner == null || owner.equals(host),
                "hosts.list",
                "has the name " + alias + " for " + owner + " and for " + host,
                "leave it to one of them, or what it says is put down to the wrong host");
    }
}
