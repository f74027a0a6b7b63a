// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

/**
 * How a receiver listens.
 *
 * @param address local address to bind, such as {@code 0.0.0.0}
 * @param port local UDP port; 0 lets the system choose
 * @param receiveBufferBytes socket buffer to ask for; the system grants at most net.core.rmem_max
 * @param flushMillis how often waiting lines are looked at
 * @param queuedLines lines kept a host while the sink is slow
 */
public record ReceiverOptions(String address, int port, int receiveBufferBytes, long flushMillis, int queuedLines) {

    /** Holds a burst of 5000 crash lines a host in 8 MiB and looks at waiting lines ten times a second. */
    public static ReceiverOptions at(String address, int port) {
        return new ReceiverOptions(address, port, 8 * 1024 * 1024, 100, 20_000);
    }
}
