// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** Made-up hosts around a change: noise, a load that all share, and what was done to the changed ones. */
final class Fleet {

    static final int BEFORE = 60;
    static final int AFTER = 30;

    private final Random random;

    Fleet(long seed) {
        random = new Random(seed);
    }

    /** Hosts whose after window is moved by an effect of the sample's index, in deviations. */
    Change change(int treated, int controls, IntToDoubleFunction effect) {
        double[] load = random.doubles(BEFORE + AFTER).toArray();
        return new Change(hosts(treated, load, effect), hosts(controls, load, i -> 0));
    }

    private List<NavigableMap<String, Samples>> hosts(int count, double[] load, IntToDoubleFunction effect) {
        List<NavigableMap<String, Samples>> hosts = new ArrayList<>();
        for (int host = 0; host < count; host++) {
            double level = 50 + 100 * random.nextDouble();
            double[] before = new double[BEFORE];
            double[] after = new double[AFTER];
            for (int i = 0; i < BEFORE; i++) {
                before[i] = level + random.nextGaussian() + load[i];
            }
            for (int i = 0; i < AFTER; i++) {
                after[i] = level + random.nextGaussian() + load[BEFORE + i] + effect.applyAsDouble(i);
            }
            hosts.add(host("m", new Samples(before, after)));
        }
        return hosts;
    }

    static NavigableMap<String, Samples> host(String metric, Samples samples) {
        NavigableMap<String, Samples> host = new TreeMap<>();
        host.put(metric, samples);
        return host;
    }
}
