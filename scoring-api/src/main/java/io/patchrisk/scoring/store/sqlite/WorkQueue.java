// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The line before the writer, kept short by {@link Intake}. Once closed it stays closed. */
final class WorkQueue {

    private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>();
    private StoreException reason;
    private boolean closed;

    WorkQueue(String store) {
        reason = new StoreException("store " + store + " is closed");
    }

    /** Whether the work now waits; when not, {@link #closed()} says why. */
    synchronized boolean add(Work work) {
        if (!closed) {
            closed = work instanceof Work.Stop;
            return waiting.add(work);
        }
        return false;
    }

    /** Why nothing can be added any more. */
    synchronized StoreException closed() {
        return reason;
    }

    /** Closes the line at once and hands back what still waited. */
    synchronized List<Work> abandon(StoreException cause) {
        closed = true;
        reason = cause;
        List<Work> left = new ArrayList<>();
        waiting.drainTo(left);
        return left;
    }

    Work take() throws InterruptedException {
        return waiting.take();
    }

    /** Takes the next one if it is an append. */
    Work.@Nullable Append takeAppend() {
        // Only the writer takes, so what it saw at the head is still there.
        if (waiting.peek() instanceof Work.Append append) {
            waiting.remove();
            return append;
        }
        return null;
    }
}
