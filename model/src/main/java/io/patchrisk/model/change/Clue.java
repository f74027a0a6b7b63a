// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import io.patchrisk.model.word.Word;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One number about a change that the model weighs; more of it is never better. What is known against controls and what a
 * host says alone are different clues: without controls a drift looks like a step.
 */
enum Clue {
    /** The strongest step, late step or ramp, corrected for the number of metrics. */
    LEVEL(2, 5, 8),
    LEVEL_ALONE(2, 5, 8),
    /** Wider swings. */
    SPREAD(0, 2, 4),
    SPREAD_ALONE(0, 2, 4),
    /** An excursion that begins within three samples, beyond what the before window ever did. */
    FIRST_ALONE(0, 2, 4),
    /** The same of two neighbouring samples. */
    PAIR_ALONE(0, 2, 4),
    /** How far the metric that moved most went, as far as a second metric bears it out where there are several. */
    FAR(1.5, 3);

    /** Changes when a clue or its knots do; a model of another version is refused. */
    static final int VERSION = 1;

    // Never handed out.
    @SuppressWarnings("ImmutableEnumChecker")
    private final double[] knots;

    Clue(double... knots) {
        this.knots = knots;
    }

    /** Pieces of a broken line, each rising between two knots; together they weigh as any rising line may. */
    int pieces() {
        return knots.length - 1;
    }

    double piece(int piece, double value) {
        return Math.max(0, Math.min(knots[piece + 1], value) - knots[piece]);
    }

    /** Name and knot of all pieces of all clues, in the order of the weights. */
    static List<String> words() {
        return Stream.of(values())
                .flatMap(clue -> IntStream.range(0, clue.pieces())
                        .mapToObj(piece -> Word.of(clue) + "_from_" + clue.knots[piece]))
                .toList();
    }
}
