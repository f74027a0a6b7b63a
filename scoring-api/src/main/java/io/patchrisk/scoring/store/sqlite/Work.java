// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.StoreException;
import java.sql.SQLException;
import java.util.List;

/** What can wait for the writer's thread. */
sealed interface Work {

    /**
     * Facts to add.
     *
     * @param bytes what they take while they wait
     */
    record Append(List<NewFact> facts, long bytes, Answer<Appended> answer) implements Work {}

    /** Anything else that needs the writer's connection. */
    record Errand<T>(String name, Task<T> task, Answer<T> answer) implements Work {

        void run(String store) {
            try {
                answer.complete(task.run());
            } catch (SQLException e) {
                answer.fail(new StoreException(name + " store " + store + ": " + e.getMessage(), e));
            }
        }
    }

    /** The end: nothing comes after it. */
    record Stop(Answer<Void> answer) implements Work {}

    /** What an errand does. */
    interface Task<T> {
        T run() throws SQLException;
    }
}
