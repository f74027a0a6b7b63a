// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateState;
import io.patchrisk.scoring.desk.CandidateView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models that were trained to take the place of the one in use, as the facts so far tell of them. */
public final class Candidates {

    /** What is said of one whose end nobody stored. */
    private static final CandidateEnd UNENDED =
            CandidateEnd.of(CandidateState.INTERRUPTED, "the service ended before it was through; nothing was written");

    private final Map<String, CandidateView> views = new LinkedHashMap<>();

    void begin(FleetFact.CandidateBegun fact) {
        views.putIfAbsent(
                fact.id(),
                new CandidateView(fact.id(), fact.request().by(), fact.request().reason(), fact.at(), null, UNENDED));
    }

    void end(FleetFact.CandidateEnded fact) {
        views.computeIfPresent(
                fact.id(),
                (id, view) -> new CandidateView(id, view.by(), view.reason(), view.startedAt(), fact.at(), fact.end()));
    }

    /** The candidate of this id, which reads as interrupted while no end of it is stored; null when there is none. */
    public @Nullable CandidateView find(String id) {
        return views.get(id);
    }

    /** All of them, oldest first. */
    public List<CandidateView> all() {
        return new ArrayList<>(views.values());
    }
}
