// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One recorded netconsole datagram with the time at which it arrived, or must have arrived. */
public final class Datagram {

    private final byte[] bytes;
    private final @Nullable Double recordedAt;
    private final double at;

    Datagram(byte[] bytes, @Nullable Double recordedAt, double at) {
        this.bytes = bytes.clone();
        this.recordedAt = recordedAt;
        this.at = at;
    }

    /** A copy of the datagram as received. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Arrival in seconds of guest uptime where it was recorded; null where it was not. */
    public @Nullable Double recordedAt() {
        return recordedAt;
    }

    /**
     * Arrival on the clock of the capture's first boot, which never falls: as recorded, or the greatest kernel stamp so
     * far. The estimate is too early by the network's delay, and for replayed boot lines by their age.
     */
    public double at() {
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Datagram datagram
                && Arrays.equals(bytes, datagram.bytes)
                && Objects.equals(recordedAt, datagram.recordedAt)
                && at == datagram.at;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Datagram[" + bytes.length + " bytes at " + at + "]";
    }
}
