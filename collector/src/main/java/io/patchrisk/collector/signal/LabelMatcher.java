// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Labels;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/** One condition on a label, with PromQL's meaning: a regular expression must match all of the value. */
public final class LabelMatcher {

    private final String label;
    private final Comparison comparison;
    private final String value;
    private final Pattern pattern;

    /** Throws {@link java.util.regex.PatternSyntaxException} when a regular expression is asked for and is malformed. */
    LabelMatcher(String label, Comparison comparison, String value) {
        this.label = label;
        this.comparison = comparison;
        this.value = value;
        this.pattern = Pattern.compile(comparison.regex ? value : Pattern.quote(value));
    }

    boolean accepts(Labels labels) {
        String actual = labels.get(label);
        boolean same = comparison.regex ? pattern.matcher(actual).matches() : actual.equals(value);
        return same != comparison.negated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher matcher
                && label.equals(matcher.label)
                && comparison == matcher.comparison
                && value.equals(matcher.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, comparison, value);
    }

    /** This condition in PromQL. */
    @Override
    public String toString() {
        return label + comparison.symbol + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    enum Comparison {
        EQUAL("=", false, false),
        NOT_EQUAL("!=", false, true),
        MATCHES("=~", true, false),
        DOES_NOT_MATCH("!~", true, true);

        private final String symbol;
        private final boolean regex;
        private final boolean negated;

        Comparison(String symbol, boolean regex, boolean negated) {
            this.symbol = symbol;
            this.regex = regex;
            this.negated = negated;
        }

        static Comparison of(String symbol) {
            return Arrays.stream(values())
                    .filter(comparison -> comparison.symbol.equals(symbol))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + symbol + "\" compares nothing"));
        }
    }
}
