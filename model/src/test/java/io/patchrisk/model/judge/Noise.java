// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** What hosts do when nothing happens: each around a level of its own, with a memory and with tails. */
enum Noise {
    INDEPENDENT(0) {
        @Override
        double innovation(SplittableRandom random) {
            return random.nextGaussian();
        }
    },
    REMEMBERING(0.7) {
        @Override
        double innovation(SplittableRandom random) {
            return random.nextGaussian();
        }
    },
    LONG_REMEMBERING(0.9) {
        @Override
        double innovation(SplittableRandom random) {
            return random.nextGaussian();
        }
    },
    HEAVY_TAILED(0) {
        /** Student's t with 2 degrees of freedom by inversion: its variance is infinite. */
        @Override
        double innovation(SplittableRandom random) {
            double u = random.nextDouble(1e-9, 1 - 1e-9);
            return (2 * u - 1) / Math.sqrt(2 * u * (1 - u));
        }
    };

    private final double memory;

    Noise(double memory) {
        this.memory = memory;
    }

    abstract double innovation(SplittableRandom random);

    /** Hosts differ by three standard deviations of their noise. */
    IntToDoubleFunction host(SplittableRandom random) {
        double level = 100 + 3 * random.nextGaussian();
        return around(level, random);
    }

    IntToDoubleFunction around(double level, SplittableRandom random) {
        double[] last = {innovation(random) / Math.sqrt(1 - memory * memory)};
        return i -> {
            last[0] = memory * last[0] + innovation(random);
            return level + last[0];
        };
    }
}
