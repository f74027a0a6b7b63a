// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import io.vertx.core.Future;

/**
 * Something that must hold before the service is ready, such as a store that takes writes.
 *
 * @param name one word for it
 * @param check tells how it is; never throws
 */
public record Condition(String name, Check check) {

    /** Looks how a condition is. */
    @FunctionalInterface
    public interface Check {
        Future<State> now();
    }

    /**
     * How a condition is.
     *
     * @param holds whether the service can do its work as far as this goes
     * @param detail one sentence
     */
    public record State(boolean holds, String detail) {}
}
