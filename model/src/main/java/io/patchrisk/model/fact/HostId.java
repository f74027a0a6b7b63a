// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/**
 * The one name under which a host is known; its addresses, instances and hostnames are aliases of it.
 *
 * @param value 1 to 253 characters, no control characters; compared as it stands
 */
public record HostId(String value) implements Comparable<HostId> {

    /** As long as a DNS name may be (RFC 1035). */
    public static final int MAX_LENGTH = 253;

    public HostId {
        Names.check("host", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
