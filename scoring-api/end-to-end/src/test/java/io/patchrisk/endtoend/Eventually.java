// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks again until the answer is the awaited one. */
final class Eventually {

    private static final long PAUSE_MILLIS = 50;

    private Eventually() {}

    /** The first answer that is awaited; fails with the last one when none came in time. */
    static <T> T await(String what, Duration bound, Callable<T> question, Predicate<T> awaited) throws Exception {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            T answer = question.call();
            if (awaited.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + bound + ": " + what + "; the last answer was " + answer);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }
}
