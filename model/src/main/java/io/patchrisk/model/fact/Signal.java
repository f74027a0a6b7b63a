// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/**
 * One number a second about a host that has a unit and a bad direction.
 *
 * @param name stable identifier, such as {@code tcp_retransmit_ratio}
 * @param unit unit of a value, such as {@code 1/s}, {@code s}, {@code bytes} or {@code ratio}
 * @param worse which way is bad
 * @param role what a movement may be taken for
 * @param shape which statistic fits
 * @param floor smallest difference, in the signal's unit, that means anything; guards against scales of zero
 * @param help one sentence for people
 */
public record Signal(String name, String unit, Direction worse, Role role, Shape shape, double floor, String help)
        implements Comparable<Signal> {

    public Signal {
        Names.check("signal", name, 128);
        if (!(floor > 0) || Double.isInfinite(floor)) {
            throw new IllegalArgumentException("signal " + name + ": floor must be positive and finite, is " + floor);
        }
    }

    @Override
    public int compareTo(Signal other) {
        return name.compareTo(other.name);
    }
}
