// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded run, scored by a model that has seen neither its patch nor its share of the controls. */
@Tag("slow")
class AllCapturesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Faults whose kernel says something: oops, warning, panic, refcount, atomic, list, stall, lockup, hung task. */
    private static final Set<String> LOUD = Set.of(
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

    /** The strongest dose of each fault that logs nothing. */
    private static final Set<String> STRONGEST =
            Set.of("leak sz=8000", "latency us=1500", "lock-contention us=30000", "functional-regression every=10");

    private static final Map<String, JsonNode> META = new TreeMap<>();
    private static final Map<String, JsonNode> ROWS = new TreeMap<>();

    @BeforeAll
    static void replayEverything() throws IOException {
        Path captures = Ran.capture("dev-000").getParent();
        try (Stream<Path> folders = Files.list(captures)) {
            folders.filter(Files::isDirectory).sorted().forEach(folder -> {
                try {
                    META.put(
                            folder.getFileName().toString(),
                            JSON.readTree(folder.resolve("meta.json").toFile()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        assertThat(META).hasSizeGreaterThanOrEqualTo(70);
        replay(List.copyOf(META.keySet()), true)
                .forEach(row -> ROWS.put(row.path("id").asText(), row));
        assertThat(ROWS.keySet()).isEqualTo(META.keySet());
    }

    private static List<String> controls() {
        return META.keySet().stream().filter(AllCapturesTest::control).toList();
    }

    private static boolean control(String id) {
        return META.get(id).path("patch").isNull();
    }

    private static String patch(String id) {
        return META.get(id).path("patch").path("name").asText();
    }

    private static String fault(String id) {
        return META.get(id).path("fault").path("family").asText();
    }

    private static String dose(String id) {
        return fault(id) + " " + META.get(id).path("fault").path("parameters").asText();
    }

    private static List<JsonNode> replay(List<String> patched, boolean each) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--format", "json", "--cross-validated", "--controls"));
        controls().forEach(id -> arguments.add(Ran.capture(id).toString()));
        arguments.add("--patched");
        patched.forEach(id -> arguments.add(Ran.capture(id).toString()));
        if (each) {
            arguments.add("--each");
        }
        Ran ran = Ran.of(arguments);
        assertThat(ran.err()).isEmpty();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private static String decision(String id) {
        return ROWS.get(id).path("decision").asText();
    }

    private static List<String> codes(String id) {
        List<String> codes = new ArrayList<>();
        ROWS.get(id)
                .path("reasons")
                .forEach(reason -> codes.add(reason.path("code").asText()));
        return codes;
    }

    @Test
    void everyRunInWhichTheKernelReportedACrashStops() {
        List<String> loud =
                META.keySet().stream().filter(id -> LOUD.contains(fault(id))).toList();
        assertThat(loud).hasSizeGreaterThanOrEqualTo(17);

        assertThat(loud)
                .allSatisfy(
                        id -> assertThat(decision(id)).as(id + " " + codes(id)).isEqualTo("stop"));
    }

    @Test
    void noGoodPatchAndNoControlStopsAndMostProceedOrSayThatTheyAreTooFew() {
        List<String> good = META.keySet().stream()
                .filter(id -> control(id) || patch(id).startsWith("lp_good"))
                .toList();
        assertThat(good)
                .allSatisfy(
                        id -> assertThat(decision(id)).as(id + " " + codes(id)).isNotEqualTo("stop"));

        long honest = good.stream()
                .filter(id -> decision(id).equals("proceed")
                        || (decision(id).equals("hold") && codes(id).contains("underpowered")))
                .count();

        assertThat(honest / (double) good.size()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void noSilentFaultOfTheStrongestDoseProceeds() {
        List<String> silent = META.keySet().stream()
                .filter(id -> STRONGEST.contains(dose(id)))
                .toList();
        assertThat(silent).hasSizeGreaterThanOrEqualTo(10);

        assertThat(silent).allSatisfy(id -> assertThat(decision(id)).as(id).isNotEqualTo("proceed"));
    }

    @Test
    void transitionsThatDoNotEndAreHeldAndForcedOnesStop() {
        assertThat(decision("dev-x-stuck")).isEqualTo("hold");
        assertThat(codes("dev-x-stuck")).contains("transition_stalled");
        assertThat(decision("dev-x-stuck-revert")).isEqualTo("hold");
        assertThat(codes("dev-x-stuck-revert")).contains("transition_reverted");
        assertThat(decision("dev-x-loadfail")).isEqualTo("hold");
        assertThat(decision("dev-x-stuck-force")).isEqualTo("stop");
        assertThat(codes("dev-x-stuck-force")).contains("force_used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_good_net", "lp_good_send"})
    void allRunsOfAGoodPatchTogetherProceed(String patch) throws IOException {
        JsonNode row = replay(runs(patch), false).get(0);

        assertThat(row.path("decision").asText()).as(row.toString()).isEqualTo("proceed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_leak", "lp_latency", "lp_lockcont", "lp_funcreg"})
    void allRunsOfASilentlyHarmfulPatchTogetherStop(String patch) throws IOException {
        JsonNode row = replay(runs(patch), false).get(0);

        assertThat(row.path("decision").asText()).as(row.toString()).isEqualTo("stop");
    }

    private static List<String> runs(String patch) {
        return META.keySet().stream().filter(id -> patch(id).equals(patch)).toList();
    }
}
