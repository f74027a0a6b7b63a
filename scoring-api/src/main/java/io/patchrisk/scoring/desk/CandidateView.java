// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One candidate model.
 *
 * @param id its name
 * @param by who asked for it
 * @param reason why
 * @param startedAt when
 * @param endedAt when it was through; null while it is not, and where nobody knows
 * @param end how far it is; its fields stand beside these
 */
public record CandidateView(
        String id,
        String by,
        String reason,
        Instant startedAt,
        @Nullable Instant endedAt,
        @JsonUnwrapped CandidateEnd end) {}
