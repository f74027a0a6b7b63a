// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import io.patchrisk.model.policy.Decision;

/** Whether words have colours. The word itself always says it too. */
public enum Paint {
    COLOURS {
        @Override
        String of(Decision decision, String text) {
            String colour = switch (decision) {
                case PROCEED -> "\u001b[1;32m";
                case HOLD -> "\u001b[1;33m";
                case STOP -> "\u001b[1;31m";
                case UNKNOWN -> "\u001b[1;35m";
            };
            return colour + text + "\u001b[0m";
        }
    },
    NONE {
        @Override
        String of(Decision decision, String text) {
            return text;
        }
    };

    abstract String of(Decision decision, String text);
}
