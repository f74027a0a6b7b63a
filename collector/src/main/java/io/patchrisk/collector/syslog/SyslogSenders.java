// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.model.fact.HostId;
import java.util.Map;
import java.util.Set;

/**
 * From whom syslog is taken. What is not listed is not believed; a message's own host name counts only when a relay sends it.
 *
 * @param hosts which address is which host
 * @param relays addresses of relays, whose messages name the host they are from
 * @param names which name in a relay's message is which host: ids and aliases; lower case
 */
public record SyslogSenders(Map<String, HostId> hosts, Set<String> relays, Map<String, HostId> names) {

    public SyslogSenders {
        hosts = Map.copyOf(hosts);
        relays = Set.copyOf(relays);
        names = Map.copyOf(names);
    }

    boolean listed(String address) {
        return hosts.containsKey(address) || relays.contains(address);
    }
}
