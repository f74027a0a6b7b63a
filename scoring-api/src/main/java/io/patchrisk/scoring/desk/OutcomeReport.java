// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Teller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody tells what became of a rollout.
 *
 * @param happened what happened
 * @param cause what caused it
 * @param causeText the cause in words; never null for {@code PATCH} and {@code OTHER}
 * @param fingerprint the kernel report that was the harm; never null for {@code ATTRIBUTED_CRASH}
 * @param source whether a person or a tool says so
 * @param by their name
 * @param at when harm showed, or until when somebody watched; null for now
 * @param watchedS how many seconds they watched the patched hosts
 * @param note anything else
 */
public record OutcomeReport(
        Happening happened,
        Cause cause,
        @Nullable String causeText,
        @Nullable String fingerprint,
        Teller source,
        String by,
        @Nullable Instant at,
        long watchedS,
        @Nullable String note) {}
