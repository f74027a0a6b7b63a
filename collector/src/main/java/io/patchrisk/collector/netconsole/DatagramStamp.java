// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import org.jspecify.annotations.Nullable;

/** The kernel's own time of a recorded datagram, by which a recording is played back. */
public final class DatagramStamp {

    private DatagramStamp() {}

    /** Microseconds since boot; null for fragments' bodies that lost their header, legacy text, and noise. */
    public static @Nullable Long micros(byte[] datagram) {
        Datagram decoded = DatagramDecoder.decode(datagram);
        if (decoded instanceof Datagram.Message message) {
            return message.stampMicros();
        }
        if (decoded instanceof Datagram.Fragment fragment
                && DatagramDecoder.whole(fragment.header(), "") instanceof Datagram.Message message) {
            return message.stampMicros();
        }
        return null;
    }
}
