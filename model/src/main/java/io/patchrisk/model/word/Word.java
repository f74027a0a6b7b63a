// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.word;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a constant is written in files, documents and labels: its name in lower case. */
public final class Word {

    private Word() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that is written so. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> choices, String word) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }

    /** What may be written, in the order of declaration, with commas. */
    public static <E extends Enum<E>> String choices(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(Word::of).collect(Collectors.joining(", "));
    }
}
