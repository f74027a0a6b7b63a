// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.RolloutId;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on word of what changed. Safe for use by several threads. */
final class Changes {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(@Nullable RolloutId rollout, Consumer<Change> consumer) {

        boolean wants(Change change) {
            return rollout == null || change.rollout() == null || rollout.equals(change.rollout());
        }
    }

    /** Tells a listener of changes, until the answer is run. */
    Runnable listen(@Nullable RolloutId rollout, Consumer<Change> consumer) {
        Listener listener = new Listener(rollout, consumer);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Change change) {
        for (Listener listener : listeners) {
            if (listener.wants(change)) {
                try {
                    listener.consumer().accept(change);
                } catch (RuntimeException e) {
                    LOG.warn("a listener failed: {}", e.getMessage(), e);
                }
            }
        }
    }
}
