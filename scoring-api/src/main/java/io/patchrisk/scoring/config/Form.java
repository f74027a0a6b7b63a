// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the value of a key has to look like. */
interface Form<T> {

    /** The form in a few words, with an example. */
    String expects();

    /** What the value means; null when it means nothing, which is then among the problems. */
    @Nullable
    T read(String key, ConfigNode node, Problems problems);

    /** Whether the value has parts, so that on one line it is written as YAML. */
    default boolean hasParts() {
        return false;
    }

    /** A form of plain values. */
    static <T> Form<T> plain(String expects, Function<ConfigNode.Scalar, Parsed<T>> parse) {
        return new Form<>() {
            @Override
            public String expects() {
                return expects;
            }

            @Override
            public @Nullable T read(String key, ConfigNode node, Problems problems) {
                if (!(node instanceof ConfigNode.Scalar scalar) || scalar.text().isBlank()) {
                    String what = node.text().isBlank() ? "has no value" : "is not " + expects;
                    problems.add(key, node, what, "write " + expects + ", or leave the key out");
                    return null;
                }
                Parsed<T> parsed = parse.apply(scalar);
                if (parsed.value() == null) {
                    problems.add(key, node, parsed.what(), parsed.todo());
                }
                return parsed.value();
            }
        };
    }
}
