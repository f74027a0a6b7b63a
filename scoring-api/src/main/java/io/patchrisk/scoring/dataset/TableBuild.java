// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.ShippedCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the training table of a folder of captures. Each capture is read once; what stays in memory of it are its series
 * and its kernel reports.
 *
 * @param captures folder of capture folders
 * @param split CSV file that assigns them to parts
 * @param visible CSV file of what can be seen; null without one
 * @param looks when each cohort is judged
 * @param cohortsPerPatch cohorts that are drawn of each patch
 * @param seed of the drawing
 * @param policy under which it is decided
 * @param model that decides together with rules and judge; null where they decide alone
 */
public record TableBuild(
        Path captures,
        Path split,
        @Nullable Path visible,
        List<Look> looks,
        int cohortsPerPatch,
        long seed,
        Policy policy,
        @Nullable RiskModel model) {

    private static final int PROGRESS_STEPS = 10;

    public TableBuild {
        looks = List.copyOf(looks);
        if (cohortsPerPatch < 1) {
            throw new IllegalArgumentException("cohorts must be at least 1, is " + cohortsPerPatch);
        }
    }

    /** The table and what it is made of. */
    public record Built(List<CohortRow> rows, BuildCounts counts) {}

    /** Reads, draws and scores; {@code progress} gets a line from time to time, from any thread. */
    public Built build(Consumer<String> progress) throws IOException {
        Map<String, Path> onDisk = new TreeMap<>();
        for (Path folder : ShippedCaptures.in(captures)) {
            onDisk.put(String.valueOf(folder.getFileName()), folder);
        }
        Split parts = Split.read(split);
        Path list = visible;
        VisibleDoses doses = list == null ? null : VisibleDoses.read(list);
        List<Run> runs = runs(parts, parts.folders(onDisk, captures), progress);
        Drawing.Drawn drawn = Drawing.of(runs, cohortsPerPatch, seed);
        List<CohortRow> rows = score(drawn.cohorts(), new Scoring(looks, doses, policy, model), progress);
        SortedMap<String, List<String>> unused = unused(onDisk, parts, runs, drawn.cohorts());
        int lateLooks = drawn.cohorts().size() * looks.size() - rows.size();
        return new Built(rows, BuildCounts.of(rows, unused, drawn.repeated(), lateLooks, doses != null));
    }

    private static List<Run> runs(Split split, List<Path> folders, Consumer<String> progress) {
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        Steps steps = new Steps("captures read", folders.size(), progress);
        List<Run> runs = new ArrayList<>();
        for (RecordedHost host : RecordedHost.readAll(folders, catalogue, folder -> steps.next())) {
            var part = split.parts().get(host.record().host().value());
            if (part == null) {
                throw new IllegalStateException(
                        host.path() + " was read as " + host.record().host());
            }
            runs.add(Run.of(host, part));
        }
        return runs;
    }

    private static List<CohortRow> score(List<DrawnCohort> cohorts, Scoring scoring, Consumer<String> progress) {
        Steps steps = new Steps("cohorts scored", cohorts.size(), progress);
        return IntStream.range(0, cohorts.size())
                .parallel()
                .mapToObj(i -> {
                    List<CohortRow> rows = scoring.rows(String.format(Locale.ROOT, "c%05d", i + 1), cohorts.get(i));
                    steps.next();
                    return rows;
                })
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }

    private static SortedMap<String, List<String>> unused(
            Map<String, Path> onDisk, Split split, List<Run> runs, List<DrawnCohort> cohorts) {
        SortedMap<String, List<String>> unused = new TreeMap<>();
        onDisk.keySet().stream()
                .filter(id -> !split.parts().containsKey(id))
                .forEach(id -> unused.computeIfAbsent("not in the split", key -> new ArrayList<>())
                        .add(id));
        Set<String> used = cohorts.stream()
                .flatMap(cohort -> Stream.concat(cohort.patched().stream(), cohort.controls().stream()))
                .map(Run::id)
                .collect(Collectors.toSet());
        for (Run run : runs) {
            if (!used.contains(run.id())) {
                String reason = run.control() ? "control that no cohort drew" : "patched run that no cohort drew";
                unused.computeIfAbsent(reason, key -> new ArrayList<>()).add(run.id());
            }
        }
        return unused;
    }

    /** Tells every tenth of a long way. */
    private static final class Steps {

        private final String what;
        private final int all;
        private final Consumer<String> progress;
        private final AtomicInteger done = new AtomicInteger();

        Steps(String what, int all, Consumer<String> progress) {
            this.what = what;
            this.all = all;
            this.progress = progress;
        }

        void next() {
            int now = done.incrementAndGet();
            if (now * PROGRESS_STEPS / all != (now - 1) * PROGRESS_STEPS / all) {
                progress.accept(now + " of " + all + " " + what);
            }
        }
    }
}
