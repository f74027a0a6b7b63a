// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** The name of a wave within its rollout. */
public record WaveName(String value) implements Comparable<WaveName> {

    @Override
    public int compareTo(WaveName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
