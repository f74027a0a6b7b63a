// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.training.Part;
import io.patchrisk.scoring.dataset.BuildCounts;
import io.patchrisk.scoring.dataset.BuildCounts.Content;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** How the counts of a training table are printed; the names are those of the option. */
enum DatasetFormat {
    table {
        @Override
        void print(BuildCounts counts, Written written, PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %-10s %8s %8s %8s %8s%n",
                    "part",
                    "label",
                    "patches",
                    "runs",
                    "cohorts",
                    "rows");
            counts.contents()
                    .forEach((part, labels) -> labels.forEach((label, content) -> out.printf(
                            Locale.ROOT,
                            "%-11s %-10s %8d %8d %8d %8d%n",
                            part.word(),
                            label,
                            content.patches(),
                            content.runs(),
                            content.cohorts(),
                            content.rows())));
            out.printf(Locale.ROOT, "%d captures are in the table%n", counts.captures());
            counts.unused()
                    .forEach((reason, ids) ->
                            out.printf(Locale.ROOT, "%d are not, %s: %s%n", ids.size(), reason, named(ids)));
            out.printf(Locale.ROOT, "%d cohorts were not drawn a second time%n", counts.repeated());
            out.printf(Locale.ROOT, "%d looks would have come after the end of the recordings%n", counts.lateLooks());
            if (!counts.unclassified().isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "%d doses have no class: %s%n",
                        counts.unclassified().size(),
                        named(counts.unclassified()));
            }
            out.printf(Locale.ROOT, "%s: seed %d, SHA-256 %s%n", written.file(), written.seed(), written.sha256());
        }
    },
    json {
        @Override
        void print(BuildCounts counts, Written written, PrintWriter out) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", written.file());
            fields.put("sha256", written.sha256());
            fields.put("seed", written.seed());
            fields.put("contents", contents(counts.contents()));
            fields.put("captures", counts.captures());
            fields.put("unused", counts.unused());
            fields.put("repeated_cohorts", counts.repeated());
            fields.put("late_looks", counts.lateLooks());
            fields.put("unclassified_doses", counts.unclassified());
            try {
                out.println(JSON.writeValueAsString(fields));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("counts cannot be written as JSON", e);
            }
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More names than this are no reading for people. */
    private static final int MOST_NAMED = 8;

    /** The table that was written. */
    record Written(String file, String sha256, long seed) {}

    abstract void print(BuildCounts counts, Written written, PrintWriter out);

    private static String named(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() > MOST_NAMED ? some + ", …" : some;
    }

    private static List<Map<String, Object>> contents(SortedMap<Part, SortedMap<String, Content>> contents) {
        List<Map<String, Object>> all = new ArrayList<>();
        contents.forEach((part, labels) -> labels.forEach((label, content) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("part", part.word());
            one.put("label", label);
            one.put("patches", content.patches());
            one.put("runs", content.runs());
            one.put("cohorts", content.cohorts());
            one.put("rows", content.rows());
            all.add(one);
        }));
        return all;
    }
}
