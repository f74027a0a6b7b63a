// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.model.fact.NearestName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Everything found wrong with one catalogue so far. */
final class Problems {

    private final String source;
    private final List<CatalogueProblem> all = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    List<CatalogueProblem> all() {
        return all;
    }

    void add(@Nullable Node where, String key, String problem, String remedy) {
        add(where == null ? 0 : where.getStartMark().getLine() + 1, key, problem, remedy);
    }

    void add(int line, String key, String problem, String remedy) {
        all.add(new CatalogueProblem(source, line, key, problem, remedy));
    }

    void unknownKey(Node where, String key, List<String> known) {
        add(where, key, "the key is unknown", NearestName.advice(key, known));
    }
}
