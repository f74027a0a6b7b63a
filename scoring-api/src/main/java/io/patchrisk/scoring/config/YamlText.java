// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML text on its way to {@link ConfigNode}s. Only its tree is built, never objects, and plain values stay the text they
 * were written as: {@code 08:30} and {@code no} are what they look like.
 */
final class YamlText {

    /** Deeper than any setting; an anchor that holds itself has no bottom. */
    private static final int DEEPEST = 16;

    private final String name;
    private final @Nullable Path folder;
    private final boolean withLines;
    private final Problems problems;

    private YamlText(String name, @Nullable Path folder, boolean withLines, Problems problems) {
        this.name = name;
        this.folder = folder;
        this.withLines = withLines;
        this.problems = problems;
    }

    /** The tree of a file; null when it is none, which is then among the problems. */
    static @Nullable ConfigNode ofFile(Path file, String text, Problems problems) {
        return new YamlText(file.toString(), file.toAbsolutePath().getParent(), true, problems)
                .read(text, file.toString());
    }

    /** The tree of a single value from elsewhere; null when it is none, which is then among the problems. */
    static @Nullable ConfigNode ofValue(String key, String text, String source, Problems problems) {
        return new YamlText(source, null, false, problems).read(text, key);
    }

    private @Nullable ConfigNode read(String text, String key) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? new ConfigNode.Nothing(new Origin(name, folder)) : convert(root, 0);
        } catch (MarkedYAMLException e) {
            String at = withLines && e.getProblemMark() != null
                    ? ":" + (e.getProblemMark().getLine() + 1)
                    : "";
            problems.add(key, "", name + at, "is no valid YAML: " + e.getProblem(), "correct it there or just above");
        } catch (YAMLException e) {
            problems.add(key, "", name, "is no valid YAML: " + e.getMessage(), "correct it");
        }
        return null;
    }

    private ConfigNode convert(Node node, int depth) {
        Origin origin = origin(node);
        if (depth > DEEPEST) {
            throw new YAMLException("it is nested more than " + DEEPEST + " deep");
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return new ConfigNode.Items(items, origin);
        }
        if (node instanceof MappingNode mapping) {
            return new ConfigNode.Fields(fields(mapping, depth), origin);
        }
        boolean empty = node.getTag().equals(Tag.NULL);
        return empty ? new ConfigNode.Nothing(origin) : new ConfigNode.Scalar(((ScalarNode) node).getValue(), origin);
    }

    private Map<String, ConfigNode> fields(MappingNode mapping, int depth) {
        Map<String, ConfigNode> fields = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                problems.add(
                        name,
                        "",
                        origin(pair.getKeyNode()).source(),
                        "has a key that is no plain text",
                        "write a name");
                continue;
            }
            ConfigNode value = convert(pair.getValueNode(), depth + 1);
            ConfigNode earlier = fields.putIfAbsent(key.getValue(), value);
            if (earlier != null) {
                problems.add(
                        key.getValue(),
                        "",
                        origin(key).source(),
                        "was given before, at " + earlier.origin().source(),
                        "keep one of the two");
            }
        }
        return fields;
    }

    private Origin origin(Node node) {
        String line = withLines ? ":" + (node.getStartMark().getLine() + 1) : "";
        return new Origin(name + line, folder);
    }
}
