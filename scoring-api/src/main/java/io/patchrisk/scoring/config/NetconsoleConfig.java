// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.InetAddress;
import java.util.Map;

/**
 * Where kernels send their log, and from whom it is taken. A datagram proves nothing about its sender, so it may listen
 * anywhere and takes listed addresses only.
 *
 * @param host address to listen on
 * @param port UDP port; 0 lets the system choose
 * @param sources which address is which host
 */
public record NetconsoleConfig(String host, int port, Map<InetAddress, HostId> sources) {

    public NetconsoleConfig {
        sources = Map.copyOf(sources);
    }
}
