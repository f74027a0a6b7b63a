// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.LogFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every recorded run, from datagrams to facts. */
class CapturesTest {

    /** Faults of which the kernel itself reports something. */
    private static final Set<String> REPORTED = Set.of(
            "oops",
            "warn",
            "refcount",
            "atomic",
            "list-corruption",
            "rcu-stall",
            "soft-lockup",
            "hung-task",
            "panic",
            "panic-kdump");

    private static final List<Capture> CAPTURES = new ArrayList<>();
    private static final Map<String, List<LogFact>> FACTS = new TreeMap<>();

    @BeforeAll
    static void readCaptures() throws IOException {
        CAPTURES.addAll(Capture.all());
    }

    @Test
    void findsTheReportOfEveryRunInWhichTheKernelReportedOne() throws IOException {
        StringBuilder listing = new StringBuilder();
        for (Capture capture : CAPTURES) {
            List<KernelEvent> after = crashesAfterPatch(capture);
            listing.append(summary(capture, after));
            if (REPORTED.contains(capture.family())) {
                assertThat(after)
                        .as("%s %s", capture.id(), capture.family())
                        .anyMatch(event -> event.frames().stream()
                                .anyMatch(frame -> capture.patch().equals(frame.module())))
                        .allMatch(event ->
                                event.function() != null || !event.frames().isEmpty());
            }
        }
        Files.writeString(Path.of("target", "events-of-captures.txt"), listing);
    }

    @Test
    void findsNothingInRunsWithoutAReportedFault() {
        for (Capture capture : CAPTURES) {
            if (!REPORTED.contains(capture.family())) {
                assertThat(crashesAfterPatch(capture)).as(capture.id()).isEmpty();
            }
        }
    }

    @Test
    void readsNoEventBeforeThePatch() {
        for (Capture capture : CAPTURES) {
            assertThat(facts(capture))
                    .as(capture.id())
                    .filteredOn(fact -> fact instanceof KernelEvent && fact.at().isBefore(capture.changedAt()))
                    .isEmpty();
        }
    }

    @Test
    void tellsTheStepsOfStalledForcedRevertedAndRefusedPatches() {
        assertThat(steps("dev-x-stuck"))
                .containsExactly(Step.ENABLING, Step.PATCHING_STARTED, Step.SIGNALING, Step.PATCHING_COMPLETE);
        assertThat(steps("dev-x-stuck-force"))
                .containsExactly(
                        Step.ENABLING,
                        Step.PATCHING_STARTED,
                        Step.SIGNALING,
                        Step.FORCED,
                        Step.PATCHING_COMPLETE,
                        Step.UNPATCHING_STARTED,
                        Step.UNPATCHING_COMPLETE);
        assertThat(steps("dev-x-stuck-revert"))
                .containsExactly(
                        Step.ENABLING,
                        Step.PATCHING_STARTED,
                        Step.SIGNALING,
                        Step.UNPATCHING_STARTED,
                        Step.UNPATCHING_COMPLETE);
        assertThat(steps("dev-x-loadfail"))
                .startsWith(Step.REFUSED, Step.REFUSED, Step.REFUSED, Step.REFUSED, Step.REFUSED);
        assertThat(messages("dev-x-loadfail"))
                .extracting(m -> String.valueOf(m.patch()))
                .startsWith("null", "null", "lp_unksym", "lp_nomark", "lp_good_send");
    }

    @Test
    void accountsForEveryDatagram() {
        for (Capture capture : CAPTURES) {
            List<LogLine> lines = new ArrayList<>();
            MessageCounters counters = capture.play(new NetconsoleStream(), lines);
            assertThat(counters.received())
                    .as(capture.id())
                    .isEqualTo(capture.datagrams().size());
            assertThat(counters.delivered()).as(capture.id()).isEqualTo(counters.received());
            assertThat(lines)
                    .as(capture.id())
                    .hasSizeGreaterThanOrEqualTo(capture.datagrams().size());
        }
    }

    @Test
    void marksTheBootLogAsReplayedAndNothingAfterThePatch() {
        for (Capture capture : CAPTURES) {
            List<LogLine> lines = new ArrayList<>();
            capture.play(new NetconsoleStream(), lines);
            // Some runs lost the line that tells when the console registered; their boot log has no known arrival.
            if (capture.registeredAt() > 0) {
                assertThat(lines.get(0).replayed()).as(capture.id()).isTrue();
            }
            assertThat(lines)
                    .as(capture.id())
                    .filteredOn(line -> line.text().startsWith("livepatch: "))
                    .noneMatch(LogLine::replayed);
        }
    }

    private static List<KernelEvent> crashesAfterPatch(Capture capture) {
        List<KernelEvent> events = new ArrayList<>();
        for (LogFact fact : facts(capture)) {
            if (fact instanceof KernelEvent event
                    && event.kind().crashClass()
                    && !event.at().isBefore(capture.changedAt())) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<LogFact> facts(Capture capture) {
        return FACTS.computeIfAbsent(capture.id(), id -> capture.facts());
    }

    private static String summary(Capture capture, List<KernelEvent> events) {
        Map<String, Long> counts = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.kind() + " " + event.title() + " " + event.fingerprint(),
                        TreeMap::new,
                        Collectors.counting()));
        return capture.id() + " " + capture.label() + " " + capture.family() + " " + counts + "\n";
    }

    private static List<Step> steps(String id) {
        return messages(id).stream().map(LivepatchMessage::step).toList();
    }

    private static List<LivepatchMessage> messages(String id) {
        Capture capture =
                CAPTURES.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        List<LivepatchMessage> messages = new ArrayList<>();
        for (LogFact fact : facts(capture)) {
            if (fact instanceof LivepatchMessage message && message.step() != Step.LOADING) {
                messages.add(message);
            }
        }
        return messages;
    }
}
