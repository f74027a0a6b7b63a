// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import io.patchrisk.scoring.watch.RolloutSeen.Word;

/** Whether words have colours. The word itself always says it too. */
public enum Paint {
    COLOURS {
        @Override
        String of(Word word, String text) {
            String colour = switch (word) {
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
        String of(Word word, String text) {
            return text;
        }
    };

    abstract String of(Word word, String text);
}
