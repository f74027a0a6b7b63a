// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver listens.
 *
 * @param address local address to bind, such as {@code 0.0.0.0}
 * @param tcpPort local TCP port; 0 lets the system choose
 * @param udpPort local UDP port; 0 lets the system choose; null for no UDP
 * @param connections TCP connections at once
 * @param connectionsPerSender TCP connections of one address at once
 * @param idle how long a connection may say nothing before it is closed
 * @param flushMillis how often waiting lines are looked at
 * @param queuedLines lines kept a host while the sink is slow
 */
public record SyslogOptions(
        String address,
        int tcpPort,
        @Nullable Integer udpPort,
        int connections,
        int connectionsPerSender,
        Duration idle,
        long flushMillis,
        int queuedLines) {

    /**
     * A connection a host, and some that a restarted daemon left behind. A daemon notices that an idle connection was
     * closed before it sends again, so an hour costs nothing and frees what a dead host holds.
     */
    public static SyslogOptions at(String address, int tcpPort, @Nullable Integer udpPort) {
        return new SyslogOptions(address, tcpPort, udpPort, 10_000, 16, Duration.ofHours(1), 100, 20_000);
    }
}
