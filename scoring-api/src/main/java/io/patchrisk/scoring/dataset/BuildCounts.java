// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a training table is made of, and what did not get into it.
 *
 * @param contents what each part and label has, both in order
 * @param captures captures that are in the table
 * @param unused ids of captures that are not, by reason
 * @param repeated cohorts that were to be drawn, but would have been there twice
 * @param lateLooks looks that would have come after the end of a cohort's recordings
 * @param unclassified faults with their doses that the list of visible doses does not have; empty without a list
 */
public record BuildCounts(
        SortedMap<Part, SortedMap<String, Content>> contents,
        int captures,
        SortedMap<String, List<String>> unused,
        int repeated,
        int lateLooks,
        List<String> unclassified) {

    /** How much there is of one label in one part. */
    public record Content(int patches, int runs, int cohorts, int rows) {

        private static Content of(List<CohortRow> rows) {
            return new Content(
                    distinct(rows.stream().map(CohortRow::treatment).toList()),
                    distinct(rows.stream()
                            .flatMap(row -> row.members().patched().stream())
                            .toList()),
                    distinct(rows.stream().map(CohortRow::cohort).toList()),
                    rows.size());
        }

        private static int distinct(List<?> values) {
            return (int) values.stream().distinct().count();
        }
    }

    static BuildCounts of(
            List<CohortRow> rows, SortedMap<String, List<String>> unused, int repeated, int lateLooks, boolean listed) {
        SortedMap<Part, SortedMap<String, Content>> contents = new TreeMap<>();
        rows.stream()
                .collect(Collectors.groupingBy(CohortRow::part))
                .forEach((part, ofPart) -> contents.put(part, byLabel(ofPart)));
        NavigableSet<String> captures = new TreeSet<>();
        NavigableSet<String> unclassified = new TreeSet<>();
        for (CohortRow row : rows) {
            captures.addAll(row.members().patched());
            captures.addAll(row.members().controls());
            String family = row.treatment().family();
            if (listed && family != null && row.visibility() == null) {
                String dose = row.treatment().dose();
                unclassified.add(family + (dose == null ? "" : " " + dose));
            }
        }
        return new BuildCounts(contents, captures.size(), unused, repeated, lateLooks, List.copyOf(unclassified));
    }

    private static SortedMap<String, Content> byLabel(List<CohortRow> rows) {
        Map<String, List<CohortRow>> labels = rows.stream()
                .collect(Collectors.groupingBy(row -> row.treatment().label()));
        NavigableMap<String, Content> contents = new TreeMap<>();
        labels.forEach((label, ofLabel) -> contents.put(label, Content.of(ofLabel)));
        return contents;
    }
}
