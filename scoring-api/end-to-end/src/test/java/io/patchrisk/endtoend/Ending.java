// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.util.concurrent.TimeUnit;

/** How child processes that were told to end are waited for. */
final class Ending {

    private static final int BOUND_SECONDS = 20;

    private Ending() {}

    /** Waits for a process; one that does not end in time is killed. */
    static void await(Process process) {
        try {
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
