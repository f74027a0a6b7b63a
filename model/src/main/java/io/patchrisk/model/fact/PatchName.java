// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/**
 * The name the kernel prints for a live patch: the name of its module.
 *
 * @param value 1 to 128 characters, no control characters, no hyphens
 */
public record PatchName(String value) implements Comparable<PatchName> {

    /** Twice the kernel's MODULE_NAME_LEN of 56, so that vendors' longer names fit. */
    public static final int MAX_LENGTH = 128;

    /** A module's file may be named with hyphens; the kernel prints them as underscores. */
    public PatchName {
        Names.check("patch", value, MAX_LENGTH);
        value = value.replace('-', '_');
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
