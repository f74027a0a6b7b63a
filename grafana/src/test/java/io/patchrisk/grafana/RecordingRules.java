// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the rules in {@code grafana/prometheus} record, and what their alerts are called. */
final class RecordingRules {

    /** A recorded name has its level before the first colon. */
    static final Pattern NAME = Pattern.compile("\\b[a-z_]+:[A-Za-z0-9_]+(?::[A-Za-z0-9_]+)?\\b");

    private final Map<String, String> expressions = new TreeMap<>();
    private final Set<String> alerts = new TreeSet<>();

    static RecordingRules read() throws IOException {
        RecordingRules rules = new RecordingRules();
        try (Stream<Path> files = Files.list(Boards.GRAFANA.resolve("prometheus"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".rules.yaml"))
                    .toList()) {
                rules.add(new YAMLMapper().readTree(Files.readString(file)));
            }
        }
        return rules;
    }

    private void add(JsonNode file) {
        for (JsonNode group : file.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.has("record")) {
                    expressions.put(
                            rule.path("record").asText(), rule.path("expr").asText());
                } else {
                    alerts.add(rule.path("alert").asText());
                }
            }
        }
    }

    Set<String> names() {
        return expressions.keySet();
    }

    Set<String> alerts() {
        return alerts;
    }

    /** Those of its own names that an expression asks for. */
    List<String> usedIn(String expression) {
        return NAME.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(expressions::containsKey)
                .toList();
    }

    /** The expression of a rule with every recorded name replaced by the expression that records it. */
    String expanded(String name) {
        String expression = expressions.get(name);
        Matcher names = NAME.matcher(expression);
        return names.replaceAll(found -> {
            if (!expressions.containsKey(found.group())) {
                return Matcher.quoteReplacement(found.group());
            }
            if (found.end() < expression.length() && "{[".indexOf(expression.charAt(found.end())) >= 0) {
                throw new IllegalStateException(name + " selects from " + found.group() + ", which cannot be expanded");
            }
            return Matcher.quoteReplacement("(" + expanded(found.group()) + ")");
        });
    }
}
