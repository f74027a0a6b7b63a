// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchrisk.collector.log.Found;
import io.patchrisk.collector.log.ReportType;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.word.Word;
import java.io.PrintWriter;
import java.util.Locale;

/** How reports of kernel logs are printed; the names are those of the option. */
enum EventFormat {
    table {
        @Override
        void head(PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %7s %7s  %-22s %-16s  %s%n",
                    "file",
                    "line",
                    "to",
                    "kind",
                    "fingerprint",
                    "title");
        }

        @Override
        void print(String file, Found found, KernelEvent event, PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %7d %7d  %-22s %-16s  %s%s%n",
                    file,
                    found.firstLine(),
                    found.lastLine(),
                    event.kind(),
                    event.fingerprint(),
                    event.title(),
                    event.taint().isEmpty() ? "" : "  [taint " + event.taint() + "]");
        }
    },
    json {
        @Override
        void head(PrintWriter out) {}

        @Override
        void print(String file, Found found, KernelEvent event, PrintWriter out) {
            try {
                out.println(JSON.writeValueAsString(object(file, found, event)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("a report of " + file + " cannot be written as JSON", e);
            }
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    abstract void head(PrintWriter out);

    abstract void print(String file, Found found, KernelEvent event, PrintWriter out);

    /** Prints the fact if it is a report. */
    void print(String file, Found found, PrintWriter out) {
        if (found.fact() instanceof KernelEvent event) {
            print(file, found, event, out);
        }
    }

    private static ObjectNode object(String file, Found found, KernelEvent event) {
        ObjectNode object = JSON.createObjectNode().put("file", file).put("title", event.title());
        ArrayNode alternatives = object.putArray("alt_titles");
        event.alternativeTitles().forEach(alternatives::add);
        object.put("kind", Word.of(event.kind()));
        object.put("type", ReportType.of(event.title()));
        object.put("function", event.function());
        ArrayNode frames = object.putArray("frames");
        for (Frame frame : event.frames()) {
            frames.addObject()
                    .put("function", frame.function())
                    .put("module", frame.module())
                    .put("offset", frame.offset());
        }
        return object.put("corrupted", event.corrupted())
                .put("taint", event.taint())
                .put("fingerprint", event.fingerprint())
                .put("start_line", found.firstLine())
                .put("end_line", found.lastLine())
                .put("release", event.release())
                .put("live_patched", event.livePatched());
    }
}
