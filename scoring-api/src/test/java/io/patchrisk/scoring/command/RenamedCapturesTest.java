// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring reads no name and no label: with all of them changed, decision and risk stay the same to the byte. */
class RenamedCapturesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> CONTROLS =
            List.of("dev-000", "dev-001", "dev-002", "dev-012", "dev-013", "dev-014");

    /** One that oopses, one silent, one good, one that was forced. */
    private static final List<String> PATCHED = List.of("dev-005", "devdemo-003", "dev-015", "dev-x-stuck-force");

    /** Names of the same length, because datagrams state theirs. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("lp_oops", "qzWxyK"),
            Map.entry("lp_latency", "mmmmmmmmmm"),
            Map.entry("lp_good_net", "aaa_bbb_ccc"),
            Map.entry("lp_vfork", "yy_Vfork"),
            Map.entry("inet_sendmsg", "quux_do_it77"),
            Map.entry("inet_recvmsg", "bar_undo_it7"),
            Map.entry("new_sendmsg", "zebra_cross"),
            Map.entry("acct", "wxyz"),
            Map.entry("lab-", "pdp-"));

    @TempDir
    private Path folder;

    private static String renamed(String text) {
        String changed = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            changed = changed.replace(name.getKey(), same(name));
        }
        return changed;
    }

    private static String same(Map.Entry<String, String> name) {
        return (name.getValue() + "_").substring(0, name.getKey().length());
    }

    private static String originals(String text) {
        String changed = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            changed = changed.replace(same(name), name.getKey());
        }
        return changed;
    }

    /** Copies captures under other names; the order of the names is turned around. */
    private List<Path> copies(List<String> ids, String prefix) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String id : ids) {
            Path from = Ran.capture(id);
            Path to = Files.createDirectory(folder.resolve(prefix + (99 - copies.size())));
            ObjectNode meta = (ObjectNode) JSON.readTree(renamed(Files.readString(from.resolve("meta.json"))));
            meta.put("id", to.getFileName().toString());
            meta.put("label", "mixed");
            meta.putNull("fault");
            Files.writeString(to.resolve("meta.json"), meta.toString());
            for (String file : List.of("scrapes", "livepatch")) {
                rewrite(from, to, file + ".jsonl.gz", RenamedCapturesTest::renamed);
            }
            rewrite(from, to, "netconsole.jsonl.gz", RenamedCapturesTest::renamedDatagram);
            copies.add(to);
        }
        return copies;
    }

    private static void rewrite(Path from, Path to, String file, UnaryOperator<String> row) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(from.resolve(file)));
                GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(to.resolve(file)))) {
            List<String> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String each : rows) {
                out.write((row.apply(each) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String renamedDatagram(String row) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(row);
            byte[] bytes = Base64.getDecoder().decode(node.get("datagram").textValue());
            String text = renamed(new String(bytes, StandardCharsets.ISO_8859_1));
            node.put("datagram", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1)));
            return node.toString();
        } catch (IOException e) {
            throw new IllegalStateException("a recorded datagram is no JSON: " + row, e);
        }
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
        return originals(row.toString());
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
