// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One entry of a catalogue: how the signal is computed. */
final class ComputationYaml {

    static final List<String> KEYS = List.of("gauge", "rate", "ratio", "mean", "promql");

    private final MappingNode entry;
    private final Problems problems;

    ComputationYaml(MappingNode entry, Problems problems) {
        this.entry = entry;
        this.problems = problems;
    }

    static @Nullable Node value(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    /** The computation; null when something is wrong, which has then been reported. */
    @Nullable
    Computation computation() {
        List<String> given =
                KEYS.stream().filter(key -> value(entry, key) != null).toList();
        if (given.size() != 1) {
            problems.add(
                    entry,
                    String.join(", ", KEYS),
                    given.isEmpty() ? "none of them is given" : "more than one is given: " + String.join(", ", given),
                    "say in exactly one way how the signal is computed");
            return null;
        }
        String key = given.get(0);
        Node value = value(entry, key);
        return value == null ? null : computation(key, value);
    }

    private @Nullable Computation computation(String key, Node value) {
        return switch (key) {
            case "gauge" -> new Computation.Gauge(selectors(key, value));
            case "rate" -> new Computation.Rate(selectors(key, value));
            case "ratio" -> ratio(key, value, "of", "to");
            case "mean" -> ratio(key, value, "sum", "count");
            default -> query(value);
        };
    }

    private @Nullable Computation query(Node value) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return new Computation.Query(scalar.getValue().strip());
        }
        problems.add(value, "promql", "is no query", "write one that gives one series an instance");
        return null;
    }

    private @Nullable Computation ratio(String key, Node value, String above, String below) {
        Node of = value instanceof MappingNode mapping ? value(mapping, above) : null;
        Node to = value instanceof MappingNode mapping ? value(mapping, below) : null;
        if (of == null || to == null) {
            problems.add(
                    value,
                    key,
                    "needs both \"" + above + "\" and \"" + below + "\"",
                    "give a selector for each of them");
            return null;
        }
        return new Computation.Ratio(selectors(key + "." + above, of), selectors(key + "." + below, to));
    }

    private List<Selector> selectors(String key, Node value) {
        List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        List<Selector> selectors = new ArrayList<>();
        for (Node node : nodes) {
            try {
                selectors.add(Selector.parse(node instanceof ScalarNode scalar ? scalar.getValue() : ""));
            } catch (IllegalArgumentException malformed) {
                problems.add(
                        node,
                        key,
                        String.valueOf(malformed.getMessage()),
                        "write it as in PromQL: metric{label=\"value\"}");
            }
        }
        if (nodes.isEmpty()) {
            problems.add(value, key, "is an empty list", "name at least one metric");
        }
        return selectors;
    }
}
