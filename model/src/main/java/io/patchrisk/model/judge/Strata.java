// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which hosts of a comparison may change places: those of one stratum. A wave of two kernels is two experiments side by
 * side; what a kernel does to all of its hosts must not count for or against the patch because more of them have it.
 */
final class Strata {

    private final int[][] places;
    private final int[] patched;

    private Strata(int[][] places, int[] patched) {
        this.places = places;
        this.patched = patched;
    }

    /** The strata of the hosts of a comparison, whose places are counted with the patched hosts first. */
    static Strata of(Arms arms) {
        int patched = arms.patched().size();
        List<Subject> all = arms.all();
        Map<String, Integer> numbers = new HashMap<>();
        int[] stratum = new int[all.size()];
        for (int place = 0; place < stratum.length; place++) {
            String name = all.get(place).host().stratum();
            Integer number = numbers.putIfAbsent(name, numbers.size());
            stratum[place] = number == null ? numbers.size() - 1 : number;
        }
        int[] hosts = new int[numbers.size()];
        for (int of : stratum) {
            hosts[of]++;
        }
        int[][] places = Arrays.stream(hosts).mapToObj(int[]::new).toArray(int[][]::new);
        int[] patchedOf = new int[places.length];
        int[] next = new int[places.length];
        for (int place = 0; place < stratum.length; place++) {
            int of = stratum[place];
            places[of][next[of]++] = place;
            patchedOf[of] += place < patched ? 1 : 0;
        }
        return new Strata(places, patchedOf);
    }

    /** One stratum of so many hosts, of which the first are patched. */
    static Strata one(int patched, int hosts) {
        return new Strata(new int[][] {IntStream.range(0, hosts).toArray()}, new int[] {patched});
    }

    int count() {
        return places.length;
    }

    /** The places of the hosts of a stratum, patched ones first; not to be written to. */
    int[] places(int stratum) {
        return places[stratum];
    }

    int[] patchedPlaces(int stratum) {
        return Arrays.copyOf(places[stratum], patched[stratum]);
    }

    int[] controlPlaces(int stratum) {
        return Arrays.copyOfRange(places[stratum], patched[stratum], places[stratum].length);
    }

    /** How many hosts of a stratum are patched. */
    int patched(int stratum) {
        return patched[stratum];
    }

    /** How many hosts are patched. */
    int patched() {
        return Arrays.stream(patched).sum();
    }

    int hosts() {
        return Arrays.stream(places).mapToInt(of -> of.length).sum();
    }

    /** How many ways there are to call as many hosts of each stratum patched; positive infinity past the range of a double. */
    double ways() {
        double ways = 1;
        for (int stratum = 0; stratum < places.length; stratum++) {
            ways *= ways(patched[stratum], places[stratum].length);
        }
        return ways;
    }

    /** Binomial coefficient n over k. */
    static double ways(int k, int n) {
        double ways = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            ways = ways * (n - i + 1) / i;
        }
        return Math.rint(ways);
    }

    /** The deviation of a sum over the hosts that are called patched, of scores with deviation 1 around each stratum's middle. */
    double unit() {
        double variance = 0;
        for (int stratum = 0; stratum < places.length; stratum++) {
            double hosts = places[stratum].length;
            variance += patched[stratum] * (hosts - patched[stratum]) / hosts;
        }
        return Math.sqrt(variance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Strata strata
                && Arrays.deepEquals(places, strata.places)
                && Arrays.equals(patched, strata.patched);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(places) + Arrays.hashCode(patched);
    }
}
