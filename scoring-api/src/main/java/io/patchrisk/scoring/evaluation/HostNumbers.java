// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Cohorts of about the same numbers of hosts, as rollouts pass through them.
 *
 * @param patchedFrom least number of patched hosts; the next larger class has more
 * @param controlsFrom the same of controls
 */
record HostNumbers(int patchedFrom, int controlsFrom) {

    private static final List<Integer> PATCHED = List.of(1, 2, 5, 20);

    private static final List<Integer> CONTROLS = List.of(0, 1, 5, 12, 20, 40);

    /** All classes, from few hosts to many. */
    static List<HostNumbers> all() {
        List<HostNumbers> all = new ArrayList<>();
        PATCHED.forEach(patched -> CONTROLS.forEach(controls -> all.add(new HostNumbers(patched, controls))));
        return all;
    }

    boolean hold(ScoredCohort cohort) {
        return patchedFrom == from(PATCHED, cohort.patched()) && controlsFrom == from(CONTROLS, cohort.controls());
    }

    private static int from(List<Integer> bounds, int hosts) {
        return bounds.stream().filter(bound -> bound <= hosts).reduce(-1, (last, bound) -> bound);
    }
}
