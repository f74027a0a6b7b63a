// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.AppendCounts;
import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door to the writer: lets appends wait up to a bound, and counts what becomes of each. */
final class Intake {

    private final AppendTally tally = new AppendTally();
    private final WorkQueue queue;
    private final long maxWaitingBytes;
    private long waitingBytes;

    Intake(WorkQueue queue, long maxWaitingBytes) {
        this.queue = queue;
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /** Lets the facts wait for the writer, or answers at once. */
    void append(List<NewFact> facts, Answer<Appended> answer) {
        tally.received(facts.size());
        Work.Append append = new Work.Append(facts, FactSize.bytes(facts), answer);
        Appended refused = FactSize.refusal(facts, append.bytes());
        Appended turnedAway = refused != null ? refused : admit(append.bytes());
        if (turnedAway != null) {
            tally.answered(facts.size(), turnedAway);
            answer.complete(turnedAway);
        } else if (!queue.add(append)) {
            fail(append, queue.closed());
        }
    }

    /** Tells the outcome of an append that waited. */
    void answer(Work.Append append, Appended outcome) {
        leave(append.bytes());
        tally.answered(append.facts().size(), outcome);
        append.answer().complete(outcome);
    }

    /** Tells that the outcome of an append that waited is not known. */
    void fail(Work.Append append, StoreException cause) {
        leave(append.bytes());
        tally.failed(append.facts().size());
        append.answer().fail(cause);
    }

    AppendCounts counts() {
        return tally.counts();
    }

    private synchronized Appended.@Nullable Overloaded admit(long bytes) {
        // An append of any size that is allowed gets in when nothing waits.
        if (waitingBytes > 0 && waitingBytes + bytes > maxWaitingBytes) {
            return new Appended.Overloaded(waitingBytes);
        }
        waitingBytes += bytes;
        return null;
    }

    private synchronized void leave(long bytes) {
        waitingBytes -= bytes;
    }
}
