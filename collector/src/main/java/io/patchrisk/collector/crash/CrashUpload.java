// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.model.word.Word;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells of a crash, in a form that a shell script can write: lines {@code key: value}, an empty line, and the
 * log of the crashed kernel as it is. Pieces of a log that pstore kept follow each other, each behind a line
 * {@code ==> name <==}; they are put in order here.
 */
public final class CrashUpload {

    /** Longest head. */
    public static final int LONGEST_HEAD = 64 << 10;

    private static final String KEYS =
            "path, family, crashed_at, saved_at, release, readme, file, files_left_out and log";

    private final List<CrashFile> files = new ArrayList<>();
    private final List<String> readme = new ArrayList<>();
    private @Nullable String path;
    private @Nullable CrashFamily family;
    private @Nullable Instant crashedAt;
    private @Nullable Instant savedAt;
    private @Nullable String release;
    private String log = "log";
    private int leftOut;

    private CrashUpload() {}

    /** What came of reading it. */
    public sealed interface Reading {

        /**
         * It is understood.
         *
         * @param log null when it came without
         */
        record Read(CrashReport report, @Nullable CrashLog log) implements Reading {}

        /**
         * It is not.
         *
         * @param line of the head, counted from 1
         * @param why what is wrong and what is expected
         */
        record Wrong(int line, String why) implements Reading {}
    }

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault(String why) {
            super(why);
        }
    }

    /** Reads head and log. */
    public static Reading read(byte[] body) {
        int end = endOfHead(body);
        CrashUpload upload = new CrashUpload();
        String head = new String(body, 0, Math.min(end, LONGEST_HEAD), StandardCharsets.UTF_8);
        int line = 0;
        try {
            for (String text : head.lines().toList()) {
                line++;
                upload.take(text);
            }
            if (end > LONGEST_HEAD) {
                throw new Fault("the head is longer than " + LONGEST_HEAD + " bytes; end it by an empty line");
            }
            return upload.understood(Arrays.copyOfRange(body, Math.min(body.length, end + 1), body.length));
        } catch (Fault e) {
            return new Reading.Wrong(Math.max(1, line), String.valueOf(e.getMessage()));
        }
    }

    /** Where the empty line behind the head begins; the end of the body when there is none. */
    private static int endOfHead(byte[] body) {
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n' && (i == 0 || body[i - 1] == '\n')) {
                return i;
            }
        }
        return body.length;
    }

    private void take(String line) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        switch (key) {
            case "path" -> path = needed(value);
            case "family" -> family = family(value);
            case "crashed_at" -> crashedAt = instant(value);
            case "saved_at" -> savedAt = instant(value);
            case "release" -> release = Shown.text(needed(value));
            case "log" -> log = Shown.text(needed(value));
            case "readme" -> readme.add(value);
            case "file" -> file(value);
            case "files_left_out" -> leftOut += number(value);
            default -> throw new Fault("this line is not known; a head has lines " + KEYS);
        }
    }

    private static String needed(String value) {
        if (value.isEmpty() || value.length() > Shown.LONGEST) {
            throw new Fault("the value has " + value.length() + " characters; 1 to " + Shown.LONGEST + " are allowed");
        }
        return value;
    }

    private static CrashFamily family(String value) {
        return Word.find(CrashFamily.class, value)
                .orElseThrow(() -> new Fault("the family is none of " + Word.choices(CrashFamily.class)));
    }

    /** Seconds since the epoch, as date and stat print them, or ISO 8601. */
    private static Instant instant(String value) {
        try {
            return value.matches("\\d{1,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new Fault("the time is neither seconds since 1970 nor like 2026-11-22T10:00:00Z");
        }
    }

    private static int number(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new Fault("this is no number");
        }
        return Integer.parseInt(value);
    }

    private void file(String value) {
        int blank = value.indexOf(' ');
        if (blank < 1 || !value.substring(0, blank).matches("\\d{1,18}")) {
            throw new Fault("a file is told by its size in bytes, a blank, and its name");
        }
        if (files.size() < CrashReport.MOST_FILES) {
            files.add(CrashFile.of(value.substring(blank + 1), Long.parseLong(value.substring(0, blank))));
        } else {
            leftOut++;
        }
    }

    private Reading understood(byte[] text) {
        if (path == null) {
            throw new Fault("the head has no path");
        }
        List<PstoreDump> pieces = pieces(new String(text, StandardCharsets.UTF_8));
        CrashLog whole = text.length == 0
                ? null
                : pieces.isEmpty() ? CrashText.newest(log, text, false) : PstoreDump.together(pieces);
        String told = release != null || whole == null ? release : CrashText.release(whole.text());
        return new Reading.Read(
                new CrashReport(
                        path,
                        family,
                        files,
                        leftOut,
                        SuseReadme.read(readme),
                        crashedAt == null && !pieces.isEmpty()
                                ? pieces.get(pieces.size() - 1).stamped()
                                : crashedAt,
                        savedAt,
                        path.startsWith("/sys/fs/pstore"),
                        told,
                        null),
                whole);
    }

    /** Pieces that pstore kept; none when the text is one log. Dumps of two boots may carry one number and come together. */
    private static List<PstoreDump> pieces(String text) {
        if (!text.startsWith("==> ")) {
            return List.of();
        }
        List<PstoreRecord> records = new ArrayList<>();
        for (String piece : text.split("(?m)^==> ")) {
            int end = piece.indexOf(" <==\n");
            PstoreRecord record =
                    end < 0 ? null : PstoreRecord.of(piece.substring(0, end), piece.substring(end + 5), null);
            if (record != null && records.size() < CrashReport.MOST_FILES) {
                records.add(record);
            }
        }
        return PstoreDump.of(records);
    }
}
