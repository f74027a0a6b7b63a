// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether patched hosts fail more often than controls, as an e-value: evidence that may be looked at as often as one likes.
 *
 * <p>When a host fails for the first time, and the patch does nothing, it is a patched one with the probability of their
 * share of the hosts of its stratum that are watched and have not failed yet, whatever the stratum's rate and however it
 * changes (the stratified partial likelihood of Cox 1975). Each failure multiplies a bet on patched hosts failing more often
 * by what it was worth. Without an effect the product is 1 on average at any time, so it ever reaches {@code x} with a
 * probability of at most {@code 1 / x} (Ville 1939).
 */
public final class RateEvidence {

    /** Ratios of the rates that are bet on, with equal stakes: nobody knows beforehand how harmful a patch is. */
    private static final double[] RATIOS = {4, 16, 64, 256};

    private final double[] stakes = new double[RATIOS.length];

    public RateEvidence() {
        Arrays.fill(stakes, 1.0 / RATIOS.length);
    }

    /**
     * A host that may fail.
     *
     * @param patched whether it has the patch
     * @param from since when it is watched, seconds since the epoch: its patch instant, or the one it stands at as a control
     */
    public record Watched(HostId host, String stratum, boolean patched, double from) {}

    /** The hosts of a stratum that are watched and have not failed yet. */
    private static final class AtRisk {
        private int patched;
        private int controls;

        void change(Watched host, int by) {
            patched += host.patched() ? by : 0;
            controls += host.patched() ? 0 : by;
        }
    }

    /**
     * The e-value of what happened so far.
     *
     * @param hosts all that are watched
     * @param failures when hosts failed for the first time while they were watched, seconds since the epoch
     */
    public static double of(List<Watched> hosts, Map<HostId, Double> failures) {
        RateEvidence evidence = new RateEvidence();
        List<Watched> failed = hosts.stream()
                .filter(host -> failures.containsKey(host.host()))
                .sorted(Comparator.comparing((Watched host) -> failures.get(host.host()))
                        .thenComparing(Watched::patched))
                .toList();
        List<Watched> coming =
                hosts.stream().sorted(Comparator.comparingDouble(Watched::from)).toList();
        Map<String, AtRisk> strata = new HashMap<>();
        int came = 0;
        for (Watched one : failed) {
            double at = failures.getOrDefault(one.host(), Double.NaN);
            for (; came < coming.size() && coming.get(came).from() <= at; came++) {
                Watched next = coming.get(came);
                strata.computeIfAbsent(next.stratum(), key -> new AtRisk()).change(next, 1);
            }
            AtRisk left = strata.computeIfAbsent(one.stratum(), key -> new AtRisk());
            evidence.failed(one.patched(), left.patched, left.controls);
            left.change(one, -1);
        }
        return evidence.value();
    }

    /**
     * A host failed for the first time.
     *
     * @param onPatched whether it has the patch
     * @param patched hosts of its stratum with the patch that could have failed just then, itself among them
     * @param controls the same without the patch; where either is none nothing can be learned
     */
    void failed(boolean onPatched, int patched, int controls) {
        if (patched == 0 || controls == 0) {
            return;
        }
        double share = patched / (double) (patched + controls);
        for (int i = 0; i < stakes.length; i++) {
            stakes[i] *= (onPatched ? RATIOS[i] : 1) / (RATIOS[i] * share + 1 - share);
        }
    }

    /** The e-value: 1 before anything is known, more where patched hosts fail more often. */
    double value() {
        return Arrays.stream(stakes).sum();
    }
}
