// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.policy.Decision;

/** How a command says a decision to a script. */
final class ExitStatus {

    private ExitStatus() {}

    static int of(Decision decision) {
        return switch (decision) {
            case PROCEED -> 0;
            case HOLD -> 10;
            case STOP -> 11;
            case UNKNOWN -> 12;
        };
    }
}
