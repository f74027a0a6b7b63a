// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** The range a risk may well be in: probabilities with {@code low <= high}. */
public record Interval(double low, double high) {

    public Interval {
        if (!(low >= 0 && low <= high && high <= 1)) {
            throw new IllegalArgumentException("interval " + low + ".." + high + " is not within 0..1");
        }
    }
}
