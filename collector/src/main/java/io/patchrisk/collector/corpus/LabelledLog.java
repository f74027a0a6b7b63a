// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kernel log with what is known of its first report.
 *
 * @param id its name in the corpus
 * @param log the text
 * @param report what the report should be read as; null when only its stack is known, or nothing
 * @param stack what its stack should be read as; null when nothing is known of it
 */
public record LabelledLog(
        String id,
        byte[] log,
        @Nullable Report report,
        @Nullable Stack stack) {

    /**
     * What a report should be read as, in syzbot's words.
     *
     * @param title its title; empty when the log holds no report
     * @param alternatives other titles of the same bug
     * @param type its class; empty when it has none
     * @param corrupted whether nobody can be blamed by it
     * @param kernel whether it is one of the kernel, not of the harness around it
     * @param suppressed whether something that is no kernel bug is said before it
     */
    public record Report(
            String title,
            List<String> alternatives,
            String type,
            boolean corrupted,
            boolean kernel,
            boolean suppressed) {

        boolean quiet() {
            return title.isEmpty();
        }

        boolean clean() {
            return kernel && !corrupted && !suppressed;
        }

        Set<String> names() {
            Set<String> names = new HashSet<>(alternatives);
            names.add(title);
            return names;
        }
    }

    /**
     * What a stack should be read as.
     *
     * @param firstFunction innermost function, with the compiler's suffixes; null when the report names none
     * @param taintFlags how many flags are set
     */
    public record Stack(@Nullable String firstFunction, int taintFlags) {}

    static LabelledLog of(JsonNode row) {
        byte[] log = row.path("log")
                .asText()
                .getBytes(
                        "latin-1".equals(row.path("encoding").asText())
                                ? java.nio.charset.StandardCharsets.ISO_8859_1
                                : java.nio.charset.StandardCharsets.UTF_8);
        return new LabelledLog(
                row.path("id").asText(),
                log,
                row.has("title") ? report(row) : null,
                row.path("labelled").asBoolean() ? stack(row) : null);
    }

    private static Report report(JsonNode row) {
        List<String> alternatives = new ArrayList<>();
        row.path("alt_titles").forEach(title -> alternatives.add(title.asText()));
        return new Report(
                row.path("title").asText(),
                alternatives,
                row.path("type").asText(),
                row.path("corrupted").asBoolean(),
                row.path("kernel_relevant").asBoolean(),
                row.path("suppressed").asBoolean());
    }

    private static Stack stack(JsonNode row) {
        JsonNode function = row.path("first_function");
        return new Stack(
                function.isTextual() ? function.asText() : null,
                row.path("taint_count").asInt());
    }
}
