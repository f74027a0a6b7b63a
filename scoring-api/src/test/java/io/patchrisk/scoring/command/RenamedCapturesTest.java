// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring reads no name and no label: with all of them changed, decision and risk stay the same to the byte. */
class RenamedCapturesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> CONTROLS =
            List.of("dev-000", "dev-001", "dev-002", "dev-012", "dev-013", "dev-014");

    /** One that oopses, one silent, one good, one that was forced. */
    private static final List<String> PATCHED = List.of("dev-005", "devdemo-003", "dev-015", "dev-x-stuck-force");

    @TempDir
    private Path folder;

    /** Copies captures under other names; the order of the names is turned around. */
    private List<Path> copies(List<String> ids, String prefix) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String id : ids) {
            copies.add(RenamedCaptures.copy(Ran.capture(id), folder.resolve(prefix + (99 - copies.size()))));
        }
        return copies;
    }

    private static List<ObjectNode> replay(List<Path> controls, List<Path> patched, boolean each) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("replay", "--format", "json", "--controls"));
        controls.forEach(path -> arguments.add(path.toString()));
        arguments.add("--patched");
        patched.forEach(path -> arguments.add(path.toString()));
        if (each) {
            arguments.add("--each");
        }
        Ran ran = Ran.of(arguments);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        List<ObjectNode> rows = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            rows.add((ObjectNode) JSON.readTree(line));
        }
        return rows;
    }

    /** A row without what names it: its id, the hosts in its reasons, and fingerprints, which hold function names. */
    private static String unnamed(ObjectNode row) {
        row.remove("id");
        for (JsonNode reason : row.path("reasons")) {
            ((ObjectNode) reason.path("evidence")).remove(List.of("hosts", "missing", "fingerprint"));
        }
        return RenamedCaptures.originals(row.toString());
    }

    @Test
    void decidesTheSameWhateverHostsModulesFunctionsAndFoldersAreCalled() throws IOException {
        List<Path> controls = CONTROLS.stream().map(Ran::capture).toList();
        List<Path> patched = PATCHED.stream().map(Ran::capture).toList();
        List<Path> otherControls = copies(CONTROLS, "x-");
        List<Path> otherPatched = copies(PATCHED, "m-");

        for (boolean each : new boolean[] {true, false}) {
            List<ObjectNode> before = replay(controls, patched, each);
            List<ObjectNode> after = replay(otherControls, otherPatched, each);

            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i).get("id")).isNotEqualTo(before.get(i).get("id"));
                assertThat(unnamed(after.get(i))).isEqualTo(unnamed(before.get(i)));
            }
            Stream<String> decisions =
                    before.stream().map(row -> row.path("decision").asText());
            assertThat(decisions).contains("stop");
        }
    }
}
