// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file {@code meta.json} of a capture. */
final class MetaJson {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final JsonNode document;

    private MetaJson(Path file, JsonNode document) {
        this.file = file;
        this.document = document;
    }

    static CaptureMeta read(Path file) throws CaptureException {
        try {
            return new MetaJson(file, JSON.readTree(file.toFile())).meta();
        } catch (CaptureException wrong) {
            throw wrong;
        } catch (IOException unreadable) {
            throw new CaptureException(file, "cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private CaptureMeta meta() throws CaptureException {
        String format = text(document, "format");
        if (!format.equals(CaptureReader.FORMAT_1) && !format.equals(CaptureReader.FORMAT_2)) {
            throw new CaptureException(
                    file,
                    "format is \"" + format + "\"; known are " + CaptureReader.FORMAT_1 + " and "
                            + CaptureReader.FORMAT_2);
        }
        double interval = number(document, "scrape_interval_s");
        if (!(interval > 0)) {
            throw new CaptureException(file, "scrape_interval_s must be positive, is " + interval);
        }
        return new CaptureMeta(
                text(document, "kernel"),
                text(document, "arch"),
                (int) number(document.path("host"), "vcpus"),
                (int) number(document.path("host"), "memory_mib"),
                interval,
                patch(document.path("patch")),
                number(document, "change_at_s"),
                text(document, "label"),
                fault(document.path("fault")),
                document);
    }

    private CaptureMeta.@Nullable LoadedPatch patch(JsonNode patch) throws CaptureException {
        if (patch.isMissingNode() || patch.isNull()) {
            return null;
        }
        List<String> functions = new ArrayList<>();
        for (JsonNode function : patch.path("functions")) {
            functions.add(function.asText());
        }
        return new CaptureMeta.LoadedPatch(
                text(patch, "name"), functions, number(patch, "load_at_s"), number(patch, "load_done_s"), (int)
                        number(patch, "load_rc"));
    }

    private CaptureMeta.@Nullable Fault fault(JsonNode fault) throws CaptureException {
        return fault.isMissingNode() || fault.isNull()
                ? null
                : new CaptureMeta.Fault(
                        text(fault, "family"), fault.path("parameters").asText());
    }

    private double number(JsonNode object, String key) throws CaptureException {
        JsonNode value = object.path(key);
        if (!value.isNumber()) {
            throw new CaptureException(file, "\"" + key + "\" must be a number");
        }
        return value.doubleValue();
    }

    private String text(JsonNode object, String key) throws CaptureException {
        JsonNode value = object.path(key);
        if (!value.isTextual()) {
            throw new CaptureException(file, "\"" + key + "\" must be a string");
        }
        return value.textValue();
    }
}
