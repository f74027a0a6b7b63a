// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model for each cohort that has seen nothing of it: neither its patch, nor its share of the controls. */
public final class CrossValidation implements ModelSource {

    private static final long SEED = 1;

    private final List<TrainingRow> rows;
    private final Map<Set<String>, RiskModel> models = new HashMap<>();

    private CrossValidation(List<TrainingRow> rows) {
        this.rows = rows;
    }

    public static CrossValidation of(List<RecordedHost> hosts, Policy policy) {
        return new CrossValidation(new TrainingRows(policy).of(hosts));
    }

    @Override
    public RiskModel modelFor(List<RecordedHost> cohort) {
        Set<String> heldOut = new TreeSet<>();
        Set<String> runs = new HashSet<>();
        cohort.forEach(host -> {
            runs.add(host.record().host().value());
            if (host.patchName() != null) {
                heldOut.add(TrainingRows.patchGroup(host));
            }
        });
        rows.stream()
                .filter(row -> runs.contains(row.run()))
                .map(TrainingRow::group)
                .forEach(heldOut::add);
        synchronized (models) {
            return models.computeIfAbsent(heldOut, this::train);
        }
    }

    private RiskModel train(Set<String> heldOut) {
        List<TrainingRow> rest =
                rows.stream().filter(row -> !heldOut.contains(row.group())).toList();
        return new Trainer(SEED).train(rest, "cross-validated").riskModel();
    }
}
