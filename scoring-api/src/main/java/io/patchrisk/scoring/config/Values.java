// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the values mean, key by key, and which sections are sound enough to be used. */
final class Values {

    private final Map<String, Object> meanings = new HashMap<>();
    private final Set<Section> unsound = new HashSet<>();
    private final Given given;
    private final Problems problems;

    Values(Given given, Problems problems) {
        this.given = given;
        this.problems = problems;
        Catalogue.SECTIONS.forEach(this::understand);
    }

    /** Whether a feature is on. */
    boolean isOn(Section section) {
        return !section.optional() || section.keys().stream().anyMatch(given::isSet);
    }

    /** What the section's keys make together; null when they make nothing, which is then among the problems. */
    <R> @Nullable R build(Section section, Function<Values, R> builder) {
        return unsound.contains(section) ? null : guarded(() -> builder.apply(this));
    }

    private <R> @Nullable R guarded(Supplier<R> builder) {
        try {
            return builder.get();
        } catch (Inconsistent e) {
            e.mismatches().forEach(this::report);
            return null;
        }
    }

    void report(Inconsistent.Mismatch mismatch) {
        Key<?> key = Catalogue.byPath().get(mismatch.key());
        ConfigNode node = key == null ? null : given.node(key);
        ConfigNode shown = node == null ? new ConfigNode.Nothing(Origin.DEFAULT) : node;
        problems.add(mismatch.key(), shown, mismatch.what(), mismatch.todo());
    }

    /** The value of a key that has one in every sound section. */
    <T> T get(Key<T> key) {
        T value = find(key);
        if (value == null) {
            throw new IllegalStateException("key " + key.path() + " has neither a value nor a default");
        }
        return value;
    }

    /** The value of a key; null where it has none. */
    @SuppressWarnings("unchecked") // Only understand() puts values in, each by the form of its own key.
    <T> @Nullable T find(Key<T> key) {
        return (T) meanings.get(key.path());
    }

    private void understand(Section section) {
        if (!isOn(section)) {
            return;
        }
        int before = problems.count();
        section.keys().forEach(this::understand);
        if (problems.count() > before) {
            unsound.add(section);
        }
    }

    private void understand(Key<?> key) {
        ConfigNode node = given.node(key);
        if (node != null) {
            Object meaning = key.form().read(key.path(), node, problems);
            if (meaning != null) {
                meanings.put(key.path(), meaning);
            }
        } else if (key.required()) {
            problems.add(
                    key.path(),
                    "",
                    "configuration",
                    "is missing",
                    "set " + key.form().expects());
        }
    }
}
