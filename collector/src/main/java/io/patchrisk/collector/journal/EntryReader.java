// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.patchrisk.collector.journal.Entry.Message;
import io.patchrisk.collector.journal.Entry.Passed;
import io.patchrisk.collector.journal.Entry.Reason;
import io.patchrisk.collector.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads entries of the journal from JSON. No input makes it throw. */
final class EntryReader {

    /** Longest entry, in bytes: a message of 8 KiB as an array of numbers, and all of its fields. */
    static final int MAX_LENGTH = 128 * 1024;

    /** Fields of an entry are text, or a list where one is there several times; nothing lies deeper. */
    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxStringLength(MAX_LENGTH)
                            .build())
                    .build())
            .reader();

    private static final Pattern NUMBER = Pattern.compile("\\d{1,17}");

    private EntryReader() {}

    /** Reads the entry in this part of the bytes. */
    static Entry read(byte[] bytes, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return new Passed(Reason.TOO_LONG);
        }
        JsonNode fields;
        try {
            fields = READER.readTree(bytes, from, to - from);
        } catch (IOException e) {
            return new Passed(Reason.NOT_JSON);
        }
        if (fields == null || !fields.isObject()) {
            return new Passed(Reason.NOT_JSON);
        }
        if (!word(fields, "_TRANSPORT").equals("kernel")) {
            return new Passed(Reason.NOT_KERNEL);
        }
        String text = message(fields.path("MESSAGE"));
        return text == null ? new Passed(Reason.NO_MESSAGE) : message(fields, text);
    }

    private static Message message(JsonNode fields, String text) {
        Long loggedAt = number(fields, "__REALTIME_TIMESTAMP");
        Long level = number(fields, "PRIORITY");
        return new Message(
                loggedAt == null
                        ? null
                        : Instant.EPOCH.plusSeconds(loggedAt / 1_000_000).plusNanos(loggedAt % 1_000_000 * 1000),
                number(fields, "_SOURCE_MONOTONIC_TIMESTAMP"),
                level == null ? LogLine.NO_LEVEL : (int) (level & 7),
                word(fields, "_BOOT_ID"),
                word(fields, "_HOSTNAME"),
                text);
    }

    /** Text, or its bytes as numbers where it is no valid UTF-8 or has control characters; null when there is none. */
    private static @Nullable String message(JsonNode message) {
        if (message.isTextual()) {
            return message.textValue();
        }
        if (!message.isArray() || message.isEmpty()) {
            return null;
        }
        if (message.get(0).isTextual()) {
            return message.get(0).textValue();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.size());
        for (JsonNode element : message) {
            if (!element.isInt() || element.intValue() < 0 || element.intValue() > 255) {
                return null;
            }
            bytes.write(element.intValue());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable Long number(JsonNode fields, String name) {
        String text = word(fields, name);
        return NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private static String word(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    }
}
