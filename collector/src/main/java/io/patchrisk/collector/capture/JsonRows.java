// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The rows of a gzipped JSON-lines file, one at a time. */
final class JsonRows implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final BufferedReader lines;
    private int line;
    private JsonNode row = MissingNode.getInstance();

    private JsonRows(Path file, BufferedReader lines) {
        this.file = file;
        this.lines = lines;
    }

    static JsonRows open(Path file) throws CaptureException {
        try {
            InputStream raw = Files.newInputStream(file);
            try {
                InputStream plain = new GZIPInputStream(raw, 65536);
                return new JsonRows(file, new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8)));
            } catch (IOException notGzip) {
                raw.close();
                throw notGzip;
            }
        } catch (IOException unreadable) {
            throw new CaptureException(file, "cannot be opened: " + unreadable, unreadable);
        }
    }

    /** Moves to the next row; false when there is none. */
    boolean next() throws CaptureException {
        try {
            String text = lines.readLine();
            line++;
            if (text == null) {
                return false;
            }
            row = JSON.readTree(text);
        } catch (JacksonException malformed) {
            throw wrong("is no JSON: " + malformed.getOriginalMessage());
        } catch (IOException broken) {
            throw wrong("cannot be read: " + broken.getMessage());
        }
        if (!row.isObject()) {
            throw wrong("is no JSON object");
        }
        return true;
    }

    boolean has(String key) {
        return row.hasNonNull(key);
    }

    double number(String key) throws CaptureException {
        JsonNode value = row.path(key);
        if (!value.isNumber()) {
            throw wrong("\"" + key + "\" must be a number");
        }
        return value.doubleValue();
    }

    String text(String key) throws CaptureException {
        JsonNode value = row.path(key);
        if (!value.isTextual()) {
            throw wrong("\"" + key + "\" must be a string");
        }
        return value.textValue();
    }

    JsonNode array(String key) throws CaptureException {
        JsonNode value = row.path(key);
        if (!value.isArray()) {
            throw wrong("\"" + key + "\" must be an array");
        }
        return value;
    }

    /** What to throw when the present row cannot be taken. */
    CaptureException wrong(String problem) {
        return new CaptureException(file, line, problem);
    }

    @Override
    public void close() throws CaptureException {
        try {
            lines.close();
        } catch (IOException broken) {
            throw new CaptureException(file, "cannot be closed: " + broken.getMessage(), broken);
        }
    }
}
