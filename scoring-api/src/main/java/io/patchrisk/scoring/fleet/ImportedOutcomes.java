// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of other installations, one a run: what was told last counts. */
public final class ImportedOutcomes {

    /** About 1 KB each. */
    public static final int MOST = 100_000;

    private final SortedMap<String, FleetFact.OutcomeImported> rows = new TreeMap<>();

    void take(FleetFact.OutcomeImported row) {
        rows.merge(row.run(), row, (known, newer) -> newer.toldAt().isBefore(known.toldAt()) ? known : newer);
    }

    /** The row of a run; null when there is none. */
    public FleetFact.@Nullable OutcomeImported of(String run) {
        return rows.get(run);
    }

    /** All of them, in order of run. */
    public Collection<FleetFact.OutcomeImported> all() {
        return Collections.unmodifiableCollection(rows.values());
    }
}
