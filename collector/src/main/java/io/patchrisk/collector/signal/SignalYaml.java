// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.word.Word;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One entry of a catalogue: what the signal means. */
final class SignalYaml {

    private static final List<String> OWN_KEYS = List.of("name", "unit", "worse", "role", "shape", "floor", "help");
    private static final List<String> KEYS =
            Stream.concat(OWN_KEYS.stream(), ComputationYaml.KEYS.stream()).toList();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    private final MappingNode entry;
    private final Problems problems;

    SignalYaml(MappingNode entry, Problems problems) {
        this.entry = entry;
        this.problems = problems;
    }

    /** The signal; null when something is wrong, which has then been reported. */
    @Nullable
    Signal signal() {
        for (NodeTuple tuple : entry.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!KEYS.contains(key)) {
                problems.unknownKey(tuple.getKeyNode(), key, KEYS);
            }
        }
        String name = name();
        String unit = text("unit");
        Direction worse = choice("worse", Direction.class);
        Role role = choice("role", Role.class);
        Shape shape = choice("shape", Shape.class);
        double floor = floor();
        String help = text("help");
        if (name == null || unit == null || help == null || worse == null || role == null || shape == null) {
            return null;
        }
        return floor > 0 ? new Signal(name, unit, worse, role, shape, floor, help) : null;
    }

    private @Nullable String name() {
        String name = text("name");
        if (name == null || NAME.matcher(name).matches()) {
            return name;
        }
        problems.add(value("name"), "name", "\"" + name + "\" is no signal name", "use a-z, 0-9 and _, a letter first");
        return null;
    }

    private <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        E found = Word.find(type, text).orElse(null);
        if (found == null) {
            problems.add(value(key), key, "is \"" + text + "\"", "choose one of " + Word.choices(type));
        }
        return found;
    }

    /** The floor; 0 when something is wrong, which has then been reported. */
    private double floor() {
        String text = text("floor");
        if (text == null) {
            return 0;
        }
        try {
            double floor = Double.parseDouble(text);
            if (floor > 0 && Double.isFinite(floor)) {
                return floor;
            }
        } catch (NumberFormatException notANumber) {
            problems.add(value("floor"), "floor", "\"" + text + "\" is no number", "write it like 0.005");
            return 0;
        }
        problems.add(value("floor"), "floor", "is " + text, "give the smallest difference that matters, above zero");
        return 0;
    }

    private @Nullable String text(String key) {
        Node value = value(key);
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problems.add(value == null ? entry : value, key, "is missing", "add \"" + key + ": …\"");
        return null;
    }

    private @Nullable Node value(String key) {
        return ComputationYaml.value(entry, key);
    }
}
