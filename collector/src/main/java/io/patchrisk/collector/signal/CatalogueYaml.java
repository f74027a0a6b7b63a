// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.model.fact.Signal;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** Reader of a catalogue written in YAML: a list under {@code signals}, every problem reported with its line. */
final class CatalogueYaml {

    /** Definitions that are well-formed, and everything that is not. */
    record Outcome(List<SignalDefinition> definitions, List<CatalogueProblem> problems) {}

    private final Problems problems;
    private final Set<String> taken;
    private final List<SignalDefinition> definitions = new ArrayList<>();

    private CatalogueYaml(String source, Set<String> taken) {
        this.problems = new Problems(source);
        this.taken = new HashSet<>(taken);
    }

    /** Reads definitions whose names may not be among {@code taken}. */
    static Outcome read(String source, String yaml, Set<String> taken) {
        CatalogueYaml reader = new CatalogueYaml(source, taken);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            reader.document(root);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 0
                    : malformed.getProblemMark().getLine() + 1;
            reader.problems.add(
                    line, "signals", "is no YAML: " + malformed.getProblem(), "check indentation and quotes");
        } catch (YAMLException malformed) {
            reader.problems.add(0, "signals", "is no YAML: " + malformed.getMessage(), "give a UTF-8 text file");
        }
        return new Outcome(reader.definitions, reader.problems.all());
    }

    private void document(@Nullable Node root) {
        if (!(root instanceof MappingNode mapping)) {
            problems.add(root, "signals", "the list is missing", "begin with a line \"signals:\"");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!key.equals("signals")) {
                problems.unknownKey(entry.getKeyNode(), key, List.of("signals"));
            } else if (entry.getValueNode() instanceof SequenceNode list) {
                list.getValue().forEach(this::definition);
            } else {
                problems.add(entry.getValueNode(), "signals", "is no list", "begin each signal with \"- name:\"");
            }
        }
    }

    private void definition(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "signals", "an entry is no mapping", "write \"- name: …\" with keys below it");
            return;
        }
        int before = problems.all().size();
        Signal signal = new SignalYaml(mapping, problems).signal();
        Computation computation = new ComputationYaml(mapping, problems).computation();
        if (problems.all().size() > before || signal == null || computation == null) {
            return;
        }
        if (!taken.add(signal.name())) {
            problems.add(mapping, signal.name(), "the name is taken", "choose another name");
            return;
        }
        definitions.add(new SignalDefinition(signal, computation));
    }
}
