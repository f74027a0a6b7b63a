// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labelled cohorts from captures: every host alone, at its end and half way, and all hosts of one patch together; controls
 * the same way, as if they had been patched. Groups keep a patch, or a share of the controls, in one piece.
 */
public final class TrainingRows {

    /** So many groups of controls are held out in turn. */
    private static final int CONTROL_GROUPS = 4;

    private final Replay replay;

    public TrainingRows(Policy policy) {
        this.replay = new Replay(policy, null);
    }

    /** Rows of all captures whose label says harmful or benign; the others are outcomes of loading, not of a patch. */
    public List<TrainingRow> of(List<RecordedHost> hosts) {
        List<RecordedHost> controls = hosts.stream()
                .filter(host -> host.patchName() == null)
                .sorted(Comparator.comparing(RecordedHost::path))
                .toList();
        Map<String, List<RecordedHost>> groups = new TreeMap<>();
        for (RecordedHost host : hosts) {
            PatchName name = host.patchName();
            if (name != null
                    && (host.meta().label().equals("harmful")
                            || host.meta().label().equals("benign"))) {
                groups.computeIfAbsent(patchGroup(host), key -> new ArrayList<>())
                        .add(host);
            }
        }
        for (int i = 0; i < controls.size(); i++) {
            groups.computeIfAbsent("controls " + i % CONTROL_GROUPS, key -> new ArrayList<>())
                    .add(controls.get(i));
        }
        return groups.entrySet().parallelStream()
                .flatMap(group -> rows(group.getKey(), group.getValue(), controls).stream())
                .collect(Collectors.toList());
    }

    static String patchGroup(RecordedHost host) {
        return "patch " + host.patchName();
    }

    private List<TrainingRow> rows(String group, List<RecordedHost> hosts, List<RecordedHost> controls) {
        List<TrainingRow> rows = new ArrayList<>();
        for (RecordedHost host : hosts) {
            String run = host.record().host().value();
            rows.add(row(run, group, true, List.of(host), controls, 1));
            rows.add(row(run, group, false, List.of(host), controls, 0.5));
        }
        if (hosts.size() > 1) {
            rows.add(row(group, group, false, hosts, controls, 1));
        }
        return rows;
    }

    private TrainingRow row(
            String run,
            String group,
            boolean headline,
            List<RecordedHost> hosts,
            List<RecordedHost> controls,
            double share) {
        List<RecordedHost> others =
                controls.stream().filter(control -> !hosts.contains(control)).toList();
        Assessment assessment = replay.at(hosts, others, share * Replay.seconds(hosts));
        boolean harmful = hosts.get(0).meta().label().equals("harmful");
        return new TrainingRow(
                run, group, headline, harmful, assessment.evidence().features());
    }
}
