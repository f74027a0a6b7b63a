// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Copies of captures in which hosts, modules, functions, folders, labels and faults are called something else. */
final class RenamedCaptures {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    private RenamedCaptures() {}

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

    static String originals(String text) {
        String changed = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            changed = changed.replace(same(name), name.getKey());
        }
        return changed;
    }

    /** Copies a capture; the name of the new folder is the new host's. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        ObjectNode meta = (ObjectNode) JSON.readTree(renamed(Files.readString(from.resolve("meta.json"))));
        meta.put("id", to.getFileName().toString());
        meta.put("label", "mixed");
        meta.putNull("fault");
        meta.putObject("design").put("wave", "same for all").put("transition", "forced");
        Files.writeString(to.resolve("meta.json"), meta.toString());
        for (String file : List.of("scrapes", "livepatch")) {
            rewrite(from, to, file + ".jsonl.gz", RenamedCaptures::renamed);
        }
        rewrite(from, to, "netconsole.jsonl.gz", RenamedCaptures::renamedDatagram);
        return to;
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
}
