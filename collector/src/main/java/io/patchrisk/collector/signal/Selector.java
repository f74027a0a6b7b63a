// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Labels;
import io.patchrisk.collector.exposition.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which series of one metric are meant, written as in PromQL: {@code node_cpu_seconds_total{mode="system"}}.
 *
 * @param metric name of the metric
 * @param matchers conditions that all must hold
 */
public record Selector(String metric, List<LabelMatcher> matchers) {

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern MATCHER =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

    public Selector {
        matchers = List.copyOf(matchers);
    }

    /** Reads a selector; throws {@link IllegalArgumentException}, saying what is wrong, when it is none. */
    public static Selector parse(String text) {
        String trimmed = text.strip();
        int brace = trimmed.indexOf('{');
        String metric = (brace < 0 ? trimmed : trimmed.substring(0, brace)).strip();
        if (!METRIC.matcher(metric).matches()) {
            throw new IllegalArgumentException("\"" + metric + "\" is no metric name");
        }
        if (brace < 0) {
            return new Selector(metric, List.of());
        }
        if (!trimmed.endsWith("}")) {
            throw new IllegalArgumentException("the closing brace is missing in " + trimmed);
        }
        return new Selector(metric, matchers(trimmed.substring(brace + 1, trimmed.length() - 1)));
    }

    private static List<LabelMatcher> matchers(String text) {
        List<LabelMatcher> matchers = new ArrayList<>();
        java.util.regex.Matcher next = MATCHER.matcher(text);
        int at = 0;
        while (at < text.length() && !text.substring(at).isBlank()) {
            if (!next.find(at) || next.start() != at) {
                throw new IllegalArgumentException(
                        "expected label=\"value\" (with =, !=, =~ or !~) at: " + text.substring(at));
            }
            String value = next.group(3).replaceAll("\\\\(.)", "$1");
            matchers.add(matcher(next.group(1), LabelMatcher.Comparison.of(next.group(2)), value));
            at = next.end();
        }
        return matchers;
    }

    private static LabelMatcher matcher(String label, LabelMatcher.Comparison comparison, String value) {
        try {
            return new LabelMatcher(label, comparison, value);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(
                    "label " + label + ": \"" + value + "\" is no regular expression: " + malformed.getDescription(),
                    malformed);
        }
    }

    boolean accepts(Sample sample) {
        Labels labels = sample.labels();
        for (LabelMatcher matcher : matchers) {
            if (!matcher.accepts(labels)) {
                return false;
            }
        }
        return true;
    }

    /** This selector in PromQL. */
    @Override
    public String toString() {
        return matchers.isEmpty()
                ? metric
                : metric
                        + matchers.stream()
                                .map(LabelMatcher::toString)
                                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
