// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.AppendCounts;
import io.patchrisk.scoring.store.Appended;
import java.util.EnumMap;
import java.util.Map;

/** The running counts of what became of appends. */
final class AppendTally {

    private final Map<Appended.Refusal, Long> refused = new EnumMap<>(Appended.Refusal.class);
    private long received;
    private long written;
    private long repeated;
    private long conflicting;
    private long overloaded;
    private long failed;

    synchronized void received(int facts) {
        received += facts;
    }

    synchronized void failed(int facts) {
        failed += facts;
    }

    synchronized void answered(int facts, Appended answer) {
        if (answer instanceof Appended.Stored stored) {
            written += stored.written();
            repeated += facts - stored.written();
        } else if (answer instanceof Appended.Conflict) {
            conflicting += facts;
        } else if (answer instanceof Appended.Overloaded) {
            overloaded += facts;
        } else if (answer instanceof Appended.Refused refusal) {
            refused.merge(refusal.reason(), (long) facts, Long::sum);
        }
    }

    synchronized AppendCounts counts() {
        return new AppendCounts(received, written, repeated, conflicting, overloaded, refused, failed);
    }
}
