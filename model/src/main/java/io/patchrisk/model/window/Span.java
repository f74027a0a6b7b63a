// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

/**
 * A stretch of time, open at its start and closed at its end.
 *
 * @param from seconds since the epoch
 * @param to seconds since the epoch, not before {@code from}
 */
public record Span(double from, double to) {

    public Span {
        if (!(from <= to)) {
            throw new IllegalArgumentException("span ends at " + to + ", before it starts at " + from);
        }
    }

    /** Length in seconds. */
    public double seconds() {
        return to - from;
    }

    public boolean contains(double time) {
        return time > from && time <= to;
    }
}
