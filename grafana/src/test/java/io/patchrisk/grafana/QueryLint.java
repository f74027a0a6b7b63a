// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with one query: names that nobody gives, counters that are shown raw, selections that were forgotten. */
final class QueryLint {

    /** A metric's name, with its selector and range where it has them. */
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})?(\\[[^]]*])?");

    private static final Pattern NO_SERIES =
            Pattern.compile("\"[^\"]*\"|\\b(?:by|on|ignoring|without|group_left)\\s*\\([^)]*\\)");
    private static final Pattern ALERT = Pattern.compile("alertname=\"([A-Za-z]+)\"");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "by", "on", "ignoring", "without", "group_left");
    private static final Pattern COUNTER = Pattern.compile(".*(_total|_bucket|_count|_sum)");

    /** What the kernel has counted since it booted is the answer there, not how fast it grows. */
    private static final Set<String> SHOWN_AS_THEY_ARE = Set.of("kernel_oops_total", "kernel_warn_total");

    private final Query query;
    private final Metrics metrics;
    private final RecordingRules rules;
    private final Set<String> variables;
    private final List<String> complaints = new ArrayList<>();

    QueryLint(Query query, Metrics metrics, RecordingRules rules, Set<String> variables) {
        this.query = query;
        this.metrics = metrics;
        this.rules = rules;
        this.variables = variables;
    }

    List<String> complaints() {
        demand(!query.expr().isBlank(), "asks nothing");
        for (MatchResult alert : ALERT.matcher(query.expr()).results().toList()) {
            demand(rules.alerts().contains(alert.group(1)), "no rule is called " + alert.group(1));
        }
        int series = 0;
        String expr = blanked(query.expr());
        Matcher found = SERIES.matcher(expr);
        while (found.find()) {
            if (isSeries(expr, found)) {
                series++;
                one(expr, found);
            }
        }
        demand(series > 0, "names no metric");
        return complaints;
    }

    private void demand(boolean condition, String complaint) {
        if (!condition) {
            complaints.add(query.place() + ": " + complaint);
        }
    }

    /** Without label lists and, outside of selectors, texts, whose words are no metrics; as long as before. */
    private static String blanked(String expr) {
        return NO_SERIES
                .matcher(expr)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().startsWith("\"")
                                ? "\"" + ".".repeat(found.group().length() - 2) + "\""
                                : " ".repeat(found.group().length())));
    }

    private static boolean isSeries(String expr, MatchResult found) {
        String rest = expr.substring(found.end()).stripLeading();
        boolean isNumberOrVariable = found.start() > 0 && "$0123456789.".indexOf(expr.charAt(found.start() - 1)) >= 0;
        return !rest.startsWith("(") && !WORDS.contains(found.group(1)) && !isNumberOrVariable;
    }

    private void one(String expr, MatchResult found) {
        String name = found.group(1);
        String selector = found.group(2) == null ? "" : query.expr().substring(found.start(2), found.end(2));
        String range = found.group(3);
        demand(metrics.has(name), "nobody gives " + name);
        boolean counted = expr.substring(0, found.start()).matches(".*\\b(rate|increase)\\(");
        demand(
                !COUNTER.matcher(name).matches() || counted || SHOWN_AS_THEY_ARE.contains(name),
                name + " is a counter and needs rate or increase");
        demand(counted == (range != null), name + " has a range where it needs none, or none where it needs one");
        demand(
                range == null || range.equals("[$__rate_interval]") || range.equals("[$__range]"),
                name + " has the range " + range);
        for (String variable : List.of("rollout", "wave")) {
            boolean asked =
                    variables.contains(variable) && metrics.labelsOf(name).contains(variable);
            demand(
                    !asked || selector.contains(variable + "=~\"$" + variable),
                    name + " is not selected by " + variable);
        }
        demand(
                !variables.contains("instance") || selector.contains("instance=\"$instance\""),
                name + " is not selected by instance");
        demand(
                !variables.contains("job")
                        || !name.contains(":")
                        || selector.contains("job=~\"$job\"")
                        || selector.contains("arm="),
                name + " is not selected by job");
    }
}
