// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where syslog daemons forward what their kernels said, and from whom it is taken. Nobody proves who he is, so it may listen
 * anywhere and takes listed addresses only.
 *
 * @param host address to listen on
 * @param tcpPort TCP port; 0 lets the system choose
 * @param udpPort UDP port; 0 lets the system choose; null for no UDP
 * @param sources which address is which host
 * @param relays addresses that forward for other hosts, which their messages name
 */
public record SyslogConfig(
        String host,
        int tcpPort,
        @Nullable Integer udpPort,
        Map<InetAddress, HostId> sources,
        Set<InetAddress> relays) {

    public SyslogConfig {
        sources = Map.copyOf(sources);
        relays = Set.copyOf(relays);
        List<InetAddress> both = relays.stream().filter(sources::containsKey).toList();
        new Inconsistent.Checks()
                .unless(
                        !sources.isEmpty() || !relays.isEmpty(),
                        "sources.syslog.sources",
                        "lists no address, and neither does sources.syslog.relays, so every message would be rejected",
                        "write addresses with the host behind each, such as {10.0.0.7: web-1}")
                .unless(
                        both.isEmpty(),
                        "sources.syslog.relays",
                        "lists " + both + ", which sources.syslog.sources puts down to one host",
                        "keep it in one of the two")
                .refuse();
    }
}
