// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.model.livepatch.HostLoads;
import io.patchrisk.model.livepatch.Load;
import io.patchrisk.model.livepatch.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every recorded run logged, tied to the patch that was applied in it and to no other. */
class AttributionOfCapturesTest {

    /** What the kernel calls each fault that it reports. A panic that an oops led to is that oops. */
    private static final Map<String, EventKind> KINDS = Map.of(
            "oops", EventKind.OOPS,
            "warn", EventKind.WARNING,
            "refcount", EventKind.REFCOUNT,
            "atomic", EventKind.SCHEDULING_WHILE_ATOMIC,
            "list-corruption", EventKind.LIST_CORRUPTION,
            "rcu-stall", EventKind.RCU_STALL,
            "soft-lockup", EventKind.SOFT_LOCKUP,
            "hung-task", EventKind.HUNG_TASK,
            "panic", EventKind.OOPS,
            "panic-kdump", EventKind.OOPS);

    /** Functions in the modules of the lab's patches: those that replace the kernel's, and what they call. */
    private static final Set<String> FAULTY = Set.of("acct", "new_sendmsg", "new_fsync");

    private static final List<Capture> CAPTURES = new ArrayList<>();

    /** A report of a run: how often it came, and which patches of all runs it is put down to. */
    private record Row(EventKind kind, String title, String function, Set<String> attributedTo) {}

    @BeforeAll
    static void readCaptures() throws IOException {
        Path folder = Path.of(System.getProperty("patchrisk.home")).resolve("../shared/lab/captures");
        assumeTrue(Files.isDirectory(folder), "no captures at " + folder + ": the recorded runs are not tested");
        try (Stream<Path> folders = Files.list(folder).sorted()) {
            for (Path one : folders.toList()) {
                CAPTURES.add(Capture.read(one));
            }
        }
    }

    @Test
    void tiesEveryReportedFaultToItsPatchAndNothingElseToAnyPatch() throws IOException {
        StringBuilder table =
                new StringBuilder("| capture | fault | kind | title | function | count | attributed to |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (Capture capture : CAPTURES) {
            Map<Row, Long> rows = rows(capture);
            rows.forEach((row, count) -> table.append("| %s | %s | %s | %s | %s | %d | %s |%n"
                    .formatted(
                            capture.id(),
                            capture.family(),
                            row.kind(),
                            row.title(),
                            row.function(),
                            count,
                            row.attributedTo().isEmpty() ? "-" : String.join(", ", row.attributedTo()))));
            check(capture, rows.keySet());
        }
        Files.writeString(Path.of("target", "attribution-of-captures.md"), table);
    }

    private static void check(Capture capture, Set<Row> rows) {
        EventKind kind = KINDS.get(capture.family());
        if (kind == null) {
            assertThat(rows).as(capture.id()).allMatch(row -> row.attributedTo().isEmpty());
            return;
        }
        assertThat(rows)
                .as(capture.id())
                .anyMatch(row -> row.kind() == kind
                        && FAULTY.contains(row.function())
                        && row.attributedTo().equals(Set.of(capture.patch())));
        assertThat(rows)
                .as(capture.id())
                .allMatch(row -> Set.of(capture.patch()).containsAll(row.attributedTo()));
    }

    @Test
    void tellsHowEveryLoadWent() {
        Map<String, LoadState> unusual = new TreeMap<>(Map.of(
                "dev-x-loadfail", LoadState.REFUSED,
                "dev-x-stuck-force", LoadState.UNPATCHED,
                "dev-x-stuck-revert", LoadState.REVERSED));
        Set<String> crashed = Set.of("dev-x-panic-kdump");
        for (Capture capture : CAPTURES) {
            List<Load> loads = HostLoads.of(capture.facts(), List.of()).stream()
                    .filter(load -> String.valueOf(load.patch()).equals(capture.patch()))
                    .toList();
            if (capture.patch().isEmpty()) {
                assertThat(loads).as(capture.id()).isEmpty();
            } else {
                LoadState state = crashed.contains(capture.id())
                        ? LoadState.LOST
                        : unusual.getOrDefault(capture.id(), LoadState.PATCHED);
                assertThat(loads).as(capture.id()).extracting(Load::state).containsExactly(state);
            }
        }
    }

    @Test
    void tellsWhatHeldATransitionUpAndHowLong() {
        Load stuck = load("dev-x-stuck", "lp_vfork");
        assertThat(stuck.signaled()).isTrue();
        assertThat(stuck.settlingSeconds()).isGreaterThan(15);
        assertThat(load("dev-x-stuck-force", "lp_vfork").forced()).isTrue();
        assertThat(load("dev-x-stuck-revert", "lp_vfork").reversals()).isEqualTo(1);
        // Only the first message of its kind in a boot names the module whose symbol was not found.
        assertThat(load("dev-x-loadfail", "lp_badname").reason()).isEqualTo(Refusal.SYMBOL_NOT_FOUND);
        assertThat(load("dev-x-loadfail", "lp_nomark").reason()).isEqualTo(Refusal.NOT_A_LIVE_PATCH);
        assertThat(load("dev-x-loadfail", "lp_unksym").reason()).isEqualTo(Refusal.UNKNOWN_SYMBOL);
    }

    private static Load load(String id, String patch) {
        Capture capture =
                CAPTURES.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        return HostLoads.of(capture.facts(), List.of()).stream()
                .filter(load -> String.valueOf(load.patch()).equals(patch))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Row, Long> rows(Capture capture) {
        List<KernelEvent> events = new ArrayList<>();
        for (LogFact fact : capture.facts()) {
            if (fact instanceof KernelEvent event) {
                events.add(event);
            }
        }
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> new Row(
                                event.kind(), event.title(), String.valueOf(event.function()), attributedTo(event)),
                        () -> new TreeMap<>(java.util.Comparator.comparing(Row::toString)),
                        Collectors.counting()));
    }

    /** Of all patches of all runs: that one event is put down to another run's patch would be a mistake too. */
    private static Set<String> attributedTo(KernelEvent event) {
        return CAPTURES.stream()
                .filter(capture -> !capture.patch().isEmpty())
                .filter(capture -> Attribution.of(patch(capture), event).tied())
                .map(Capture::patch)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static Patch patch(Capture capture) {
        CaptureMeta.LoadedPatch loaded = capture.meta().patch();
        return new Patch(
                capture.patch(),
                Patch.Kind.LIVE,
                Set.of(new PatchName(capture.patch())),
                loaded == null ? List.of() : loaded.functions());
    }
}
