// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import io.patchrisk.scoring.replay.RecordedHost;
import java.util.List;

/**
 * Runs of one part that are scored together.
 *
 * @param treatment what was done to the patched ones, to all of them the same
 * @param matching how the controls were chosen
 * @param patched runs that count as patched, the one first that the others were chosen for
 * @param controls runs they are compared with; none of them is among the patched
 */
record DrawnCohort(Part part, Treatment treatment, Matching matching, List<Run> patched, List<Run> controls) {

    DrawnCohort {
        patched = List.copyOf(patched);
        controls = List.copyOf(controls);
    }

    List<RecordedHost> patchedHosts() {
        return patched.stream().map(Run::host).toList();
    }

    List<RecordedHost> controlHosts() {
        return controls.stream().map(Run::host).toList();
    }

    CohortRow.Members members() {
        Setting lead = patched.get(0).setting();
        return new CohortRow.Members(
                lead.kernel(), lead.clock(), lead.wave(), matching.word(), ids(patched), ids(controls));
    }

    /** Whether two cohorts hold the same runs in the same places. */
    boolean sameAs(DrawnCohort other) {
        return ids(patched).equals(ids(other.patched)) && ids(controls).equals(ids(other.controls));
    }

    private static List<String> ids(List<Run> runs) {
        return runs.stream().map(Run::id).sorted().toList();
    }
}
