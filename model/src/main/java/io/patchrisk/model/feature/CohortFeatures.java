// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judge;
import io.patchrisk.model.judge.Judgement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what was judged and what happened into the features of a cohort. */
public final class CohortFeatures {

    /** A movement this many units of chance large is called moved. */
    private static final double MOVED = 3;

    /** {@code -log10} of the p-value that is as sure as the features tell apart. */
    private static final double SUREST = 4;

    private CohortFeatures() {}

    public static FeatureVector of(Judgement judgement, Incidents incidents) {
        int patched = Math.max(1, incidents.patchedHosts());
        int controls = Math.max(1, incidents.controlHosts());
        double crashedControls = Incidents.hosts(incidents.onControls()) / (double) controls;
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        values.put(Feature.CRASH_ATTRIBUTED, Incidents.hosts(incidents.attributed()) / (double) patched);
        values.put(
                Feature.CRASH_UNEXPLAINED,
                Incidents.hosts(incidents.unexplained()) / (double) patched - crashedControls);
        values.put(Feature.SILENT, excess(incidents.patchedSilent(), patched, incidents.controlsSilent(), controls));
        values.put(Feature.LOST, excess(incidents.patchedRebooted(), patched, incidents.controlsRebooted(), controls));
        List<Finding> symptoms = judgement.of(Role.SYMPTOM).toList();
        if (!symptoms.isEmpty()) {
            values.put(Feature.SYMPTOM_STRONGEST, nth(symptoms, 0));
            values.put(Feature.SYMPTOM_SECOND, nth(symptoms, 1));
            values.put(Feature.SYMPTOM_BREADTH, breadth(symptoms));
            values.put(Feature.SYMPTOM_AGREEMENT, symptoms.get(0).weakest() / Judge.CLAMP);
        }
        List<Finding> resources = judgement.of(Role.RESOURCE).toList();
        if (!resources.isEmpty()) {
            values.put(Feature.RESOURCE_STRONGEST, nth(resources, 0));
            values.put(Feature.RESOURCE_SECOND, nth(resources, 1));
            values.put(Feature.RESOURCE_BREADTH, breadth(resources));
        }
        if (!judgement.underpowered()) {
            values.put(Feature.SYMPTOM_FOUND, found(symptoms));
            values.put(Feature.RESOURCE_FOUND, found(resources));
        }
        Set<Feature> missing = EnumSet.allOf(Feature.class);
        missing.removeAll(values.keySet());
        return new FeatureVector(values, missing);
    }

    private static double excess(List<HostId> ofPatched, int patched, List<HostId> ofControls, int controls) {
        return ofPatched.size() / (double) patched - ofControls.size() / (double) controls;
    }

    private static double nth(List<Finding> findings, int n) {
        return findings.size() <= n ? 0 : findings.get(n).statistic() / Judge.CLAMP;
    }

    private static double breadth(List<Finding> findings) {
        long moved =
                findings.stream().filter(finding -> finding.statistic() > MOVED).count();
        return moved / (double) findings.size();
    }

    private static double found(List<Finding> findings) {
        double p = findings.stream()
                .filter(Finding::significant)
                .mapToDouble(Finding::p)
                .min()
                .orElse(1);
        return -Math.log10(p) / SUREST;
    }
}
