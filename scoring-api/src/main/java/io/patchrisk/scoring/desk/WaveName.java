// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** The name of a wave within its rollout. */
public record WaveName(String value) implements Comparable<WaveName> {

    /** The wave of those hosts that take the patch outside the plan; no plan may call one so. */
    public static final WaveName UNPLANNED = new WaveName("unplanned");

    @Override
    public int compareTo(WaveName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
