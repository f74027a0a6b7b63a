// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/**
 * The name the kernel prints for a live patch: the name of its module.
 *
 * @param value 1 to 128 characters, no control characters
 */
public record PatchName(String value) implements Comparable<PatchName> {

    /** Twice the kernel's MODULE_NAME_LEN of 56, so that vendors' longer names fit. */
    public static final int MAX_LENGTH = 128;

    public PatchName {
        Names.check("patch", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(PatchName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
