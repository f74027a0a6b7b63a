// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** The name of a rollout. */
public record RolloutId(String value) implements Comparable<RolloutId> {

    @Override
    public int compareTo(RolloutId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
