// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.training.CohortCsv;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code dataset build} promises to whoever trains on its table. */
class DatasetCommandTest {

    private static final List<String> CONTROLS =
            List.of("dev-000", "dev-001", "dev-002", "dev-012", "dev-013", "dev-014");

    /** In the order of their modules, which the renamed copies keep. */
    private static final List<String> PATCHED = List.of("dev-005", "dev-015", "dev-x-stuck-force", "devdemo-003");

    @TempDir
    private Path folder;

    private final Path captures = Ran.capture("dev-000").getParent();
    private Path split;

    @BeforeEach
    void splitSome() throws IOException {
        split = split(
                "split.csv", Stream.concat(CONTROLS.stream(), PATCHED.stream()).toList());
    }

    /** One control is all there is of the test part. */
    private Path split(String name, List<String> ids) throws IOException {
        StringBuilder text = new StringBuilder("capture,part,reason\n");
        for (int i = 0; i < ids.size(); i++) {
            text.append(ids.get(i)).append(i == 1 ? ",test,\"one, alone\"\n" : ",train,the rest\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Ran build(Path from, Path parts, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("dataset", "build", from.toString()));
        arguments.addAll(List.of(
                "--split", parts.toString(), "--out", folder.resolve(out).toString()));
        arguments.addAll(List.of("--cohorts", "3"));
        arguments.addAll(List.of(more));
        return Ran.of(arguments);
    }

    private List<CSVRecord> rows(String table) throws IOException {
        try (Reader reader = Files.newBufferedReader(folder.resolve(table))) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndPrintsTheirDigest() throws IOException {
        Ran once = build(captures, split, "once.csv", "--format", "json");
        Ran again = build(captures, split, "again.csv", "--format", "json");
        Ran other = build(captures, split, "other.csv", "--format", "json", "--seed", "2");

        assertThat(once.status() + again.status() + other.status()).isZero();
        assertThat(folder.resolve("again.csv")).hasSameBinaryContentAs(folder.resolve("once.csv"));
        assertThat(Files.readString(folder.resolve("other.csv")))
                .isNotEqualTo(Files.readString(folder.resolve("once.csv")));
        JsonNode said = new ObjectMapper().readTree(once.out());
        assertThat(said.path("sha256"))
                .isEqualTo(new ObjectMapper().readTree(again.out()).path("sha256"));
        assertThat(said.path("seed").asLong()).isEqualTo(1);
        assertThat(folder.resolve("once.csv.part")).doesNotExist();
    }

    @Test
    void aLineHasWhatIsKnownOfItsCohortAndNothingElse() throws IOException {
        Path visible = Files.writeString(folder.resolve("visible.csv"), "family,dose,class\noops,every=400,visible\n");
        Ran ran = build(captures, split, "t.csv", "--looks", "30,end", "--visible", visible.toString());

        assertThat(ran.status()).isZero();
        assertThat(rows("t.csv")).isNotEmpty().allSatisfy(row -> {
            assertThat(row.isConsistent()).isTrue();
            assertThat(row.get("look")).isIn("30", "end");
            assertThat(row.get("wave")).isEmpty();
            assertThat(row.get("kernel")).isEqualTo("6.1.0-56-amd64");
            assertThat(ids(row, "patched_runs")).hasSize(Integer.parseInt(row.get("patched")));
            assertThat(ids(row, "control_runs")).hasSize(Integer.parseInt(row.get("controls")));
            for (Feature feature : Feature.values()) {
                String value = row.get(feature.word());
                if (feature.compareTo(Feature.SYMPTOM_STRONGEST) < 0) {
                    assertThat(value).as(feature.word()).isNotEmpty();
                }
                assertThat(value.isEmpty() ? 0 : Double.parseDouble(value)).isBetween(0.0, 1.0);
            }
        });
        CSVRecord oops = rows("t.csv").stream()
                .filter(row ->
                        row.get("patch").equals("lp_oops") && row.get("look").equals("end"))
                .findFirst()
                .orElseThrow();
        assertThat(oops.get("label")).isEqualTo("harmful");
        assertThat(oops.get("family_group")).isEqualTo("oops");
        assertThat(oops.get("module_group")).isEqualTo("lp_oops");
        assertThat(oops.get("dose")).isEqualTo("every=400");
        assertThat(oops.get("visibility")).isEqualTo("visible");
        assertThat(oops.get("crash_attributed")).isEqualTo("1");
        assertThat(rows("t.csv"))
                .filteredOn(row -> row.get("label").equals("aa"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("patch") + row.get("family") + row.get("visibility"))
                        .isEmpty());
        assertThat(ran.out()).contains("2 doses have no class: latency us=1500, stalled-transition-forced");
    }

    @Test
    void namesLabelsAndDesignDoNotReachTheFeatures() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        List<String> ids = new ArrayList<>();
        for (String id : Stream.concat(CONTROLS.stream(), PATCHED.stream()).toList()) {
            ids.add("h%02d".formatted(ids.size()));
            RenamedCaptures.copy(Ran.capture(id), copies.resolve(ids.get(ids.size() - 1)));
        }

        build(captures, split, "named.csv");
        Ran renamed = build(copies, split("renamed-split.csv", ids), "renamed.csv");

        assertThat(renamed.status()).isZero();
        List<CSVRecord> before = rows("named.csv");
        List<CSVRecord> after = rows("renamed.csv");
        assertThat(after).hasSameSizeAs(before).hasSizeGreaterThan(40);
        for (int i = 0; i < before.size(); i++) {
            assertThat(measured(after.get(i))).isEqualTo(measured(before.get(i)));
            assertThat(after.get(i).get("patched_runs"))
                    .isNotEqualTo(before.get(i).get("patched_runs"));
        }
        assertThat(before).extracting(row -> row.get("label")).contains("harmful", "benign", "stalled", "aa");
        assertThat(after).extracting(row -> row.get("label")).containsOnly("mixed", "aa");
    }

    private static List<String> measured(CSVRecord row) {
        Stream<String> columns = Stream.concat(
                Stream.of("patched", "controls", "look", "seconds", "scrapes_compared", "controls_compared"),
                Arrays.stream(Feature.values()).map(Feature::word));
        return columns.map(row::get).toList();
    }

    @Test
    void countsWhatIsInTheTableAndWhatIsNotWithTheReason() throws IOException {
        Ran ran = build(captures, split, "t.csv", "--format", "json");

        JsonNode said = new ObjectMapper().readTree(ran.out());
        Map<String, Integer> printed = new HashMap<>();
        int rows = 0;
        for (JsonNode content : said.path("contents")) {
            rows += content.path("rows").asInt();
            printed.merge(
                    content.path("part").asText() + " " + content.path("label").asText(),
                    content.path("cohorts").asInt(),
                    Integer::sum);
        }
        Map<String, Integer> counted = new HashMap<>();
        rows("t.csv").stream()
                .filter(row -> row.get("look").equals("end"))
                .forEach(row -> counted.merge(row.get("part") + " " + row.get("label"), 1, Integer::sum));
        assertThat(printed).isEqualTo(counted).containsKeys("train harmful", "train benign", "train aa");
        assertThat(rows("t.csv")).hasSize(rows);
        assertThat(said.path("unused").path("not in the split"))
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(JsonNode::asText)
                .contains("dev-003")
                .doesNotContainAnyElementsOf(PATCHED);
        assertThat(said.path("unused")
                        .path("control that no cohort drew")
                        .path(0)
                        .asText())
                .isEqualTo("dev-001");
        assertThat(said.path("captures").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            capture,part\\ndev-000,train\\ndev-xyz,test\\n | 1 of 2 captures of the split are not in
            capture,part\\ndev-000,train\\ndev-xyz,test\\n | dev-xyz
            capture,part\\ndev-000,train\\ndev-001,both\\n | line 3: part is 'both', not train, validation or test
            capture,part\\ndev-000,train\\ndev-000,test\\n | line 3: capture 'dev-000' is there twice
            capture,part\\ndev-000\\n                      | line 2: has no part
            capture,part\\n,train\\n                       | line 2: has no capture
            id,half\\ndev-000,train\\n                     | needs the columns capture, part; its header has id, half
            capture,part\\n"dev-000,train\\n               | split
            capture,part\\n                                | assigns no capture to any part
            """)
    void saysInOneLineWhatIsWrongWithASplit(String text, String message) throws IOException {
        Files.writeString(split, text.replace("\\n", "\n"));

        Ran ran = build(captures, split, "t.csv");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("patchrisk dataset build: ")
                .contains(message)
                .hasLineCount(1);
        assertThat(folder.resolve("t.csv")).doesNotExist();
    }

    @Test
    void saysWhichFolderOrFileIsMissing() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(build(nowhere, split, "t.csv").err()).contains(nowhere + ": is no folder of captures");
        assertThat(build(captures, nowhere, "t.csv").err()).contains(nowhere + " does not exist");
        assertThat(build(captures, split, "nowhere/t.csv").err()).contains(nowhere + ": is no folder");
        assertThat(build(captures, split, "t.csv", "--visible", nowhere.toString())
                        .err())
                .contains(nowhere + " does not exist");
    }

    @ParameterizedTest
    @CsvSource({"--looks,soon", "--looks,-3", "--looks,'30,30'", "--looks,''", "--cohorts,0"})
    void refusesOptionsThatMakeNoSense(String option, String value) {
        Ran ran = build(captures, split, "t.csv", option, value);

        assertThat(ran.status()).isNotZero();
        assertThat(ran.err()).contains(option.substring(2, option.length() - 1));
    }

    @Test
    void theReadmeListsEveryColumnInOrder() throws IOException {
        Path readme = Path.of(System.getProperty("patchrisk.home"), "datasets", "README.md");
        List<String> listed = Files.readAllLines(readme).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .filter(name -> name.matches("[a-z_]+"))
                .toList();

        assertThat(listed)
                .containsSubsequence(
                        CohortCsv.header().subList(0, CohortCsv.header().size() - Feature.values().length));
    }

    @Test
    void trainsFromTheTableAndDecidesWithWhatWasTrained() throws IOException {
        // Harm that one host shows: the kernel reports it.
        String more = "dev-010,train,\ndev-003,train,\ndev-017,train,\ndev-x-listcorrupt,train,\n";
        Files.writeString(split, Files.readString(split) + more);
        build(captures, split, "t.csv");

        Ran ran = Ran.of(
                "train",
                "--table",
                folder.resolve("t.csv").toString(),
                "--out",
                folder.resolve("model").toString());

        assertThat(ran.err()).isEmpty();
        assertThat(folder.resolve("model/model.pb")).exists();

        build(captures, split, "decided.csv", "--model", folder.resolve("model").toString());
        List<CSVRecord> before = rows("t.csv");
        List<CSVRecord> decided = rows("decided.csv");
        assertThat(decided).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            for (Feature feature : Feature.values()) {
                assertThat(decided.get(i).get(feature.word()))
                        .isEqualTo(before.get(i).get(feature.word()));
            }
            assertThat(before.get(i).get("decided_by")).isEqualTo("rules_and_judge");
            assertThat(decided.get(i).get("decided_by")).matches("[0-9a-f]{12}");
        }
    }

    @Test
    @Tag("slow")
    void allShippedCapturesMakeATable() throws IOException {
        Path shipped = Ran.capture("dev-000").getParent();
        List<String> ids;
        try (Stream<Path> folders = Files.list(shipped)) {
            ids = folders.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }

        Ran ran = build(shipped, split("all.csv", ids), "t.csv");

        assertThat(ran.status()).isZero();
        assertThat(rows("t.csv"))
                .extracting(row -> row.get("label"))
                .contains("harmful", "benign", "stalled", "refused", "mixed", "aa");
        assertThat(ran.out()).contains("69 captures are in the table").contains("1 are not, control that no cohort");
    }

    private static List<String> ids(CSVRecord row, String column) {
        return row.get(column).isEmpty() ? List.of() : List.of(row.get(column).split(" "));
    }
}
