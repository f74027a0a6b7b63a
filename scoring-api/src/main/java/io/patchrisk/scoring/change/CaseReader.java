// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.scoring.change.CaseLine.Case;
import io.patchrisk.scoring.change.CaseLine.Refused;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads changes from JSON lines; a bad line is told and does not stop the others. Empty lines are passed over. */
public final class CaseReader {

    /** Longer lines are refused, so that memory is bounded: about half a million samples. */
    static final int LONGEST_LINE = 8 << 20;

    private CaseReader() {}

    /** Reads to the end, line by line. */
    public static void read(InputStream in, Consumer<CaseLine> each) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        int number = 1;
        long length = 0;
        for (int c = reader.read(); c >= 0 || length > 0; c = reader.read()) {
            if (c >= 0 && c != '\n') {
                length++;
                if (length <= LONGEST_LINE) {
                    text.append((char) c);
                }
                continue;
            }
            CaseLine line = line(number, text.toString(), length);
            if (line != null) {
                each.accept(line);
            }
            number++;
            text.setLength(0);
            length = 0;
        }
    }

    private static @Nullable CaseLine line(int number, String text, long length) {
        if (length > LONGEST_LINE) {
            return new Refused(number, null, "the line has " + length + " characters, more than " + LONGEST_LINE);
        }
        return text.isBlank() ? null : parse(number, text);
    }

    static CaseLine parse(int number, String text) {
        JsonObject json;
        try {
            json = new JsonObject(text);
        } catch (DecodeException e) {
            return new Refused(number, null, "the line is no JSON object");
        }
        String id = json.getValue("id") instanceof String named ? named : null;
        if (id == null) {
            return new Refused(number, null, "it has no id");
        }
        try {
            return new Case(number, id, CaseFormat.change(json), CaseFormat.truth(json));
        } catch (CaseFormat.Malformed e) {
            return new Refused(number, id, e.getMessage());
        }
    }
}
