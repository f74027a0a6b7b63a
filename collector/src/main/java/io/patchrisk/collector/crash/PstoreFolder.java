// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The crashes in a directory of pstore records: /sys/fs/pstore, or where systemd-pstore moved them. */
final class PstoreFolder {

    private static final String SYSFS = "/sys/fs/pstore";

    /** So many records are read; pstore itself has room for some dozens. */
    private static final int MOST_RECORDS = 500;

    private PstoreFolder() {}

    static List<FoundCrash> read(Folder folder, List<String> within, Map<String, Integer> passedOver) {
        Map<String, Path> places = new HashMap<>();
        List<PstoreRecord> records = new ArrayList<>();
        for (Folder.Entry entry : of(folder, FileRole.RECORD)) {
            try {
                PstoreRecord record = record(entry.path(), entry.modified());
                if (record != null && record.orderly()) {
                    Folder.count(passedOver, "orderly_record");
                } else if (record != null) {
                    places.put(record.name(), entry.path());
                    records.add(record);
                }
            } catch (IOException e) {
                Folder.count(passedOver, "unreadable");
            }
        }
        List<FoundCrash> found = new ArrayList<>();
        for (PstoreDump dump : PstoreDump.of(records)) {
            List<Path> pieces = dump.records().stream()
                    .map(record -> places.getOrDefault(record.name(), folder.path()))
                    .toList();
            found.add(crash(folder, within, dump, pieces));
        }
        return found.isEmpty() ? rest(folder, within) : found;
    }

    private static FoundCrash crash(Folder folder, List<String> within, PstoreDump dump, List<Path> pieces) {
        List<CrashFile> files = new ArrayList<>(folder.listing().stream()
                .filter(file -> dump.records().stream()
                        .anyMatch(record -> Shown.text(record.name()).equals(file.name())))
                .toList());
        of(folder, FileRole.COMPRESSED_RECORD).forEach(entry -> files.add(entry.file()));
        PstoreRecord newest = dump.newest();
        return new FoundCrash(
                evidence(
                        folder.path().resolve(newest.name()),
                        files,
                        dump.stamped(),
                        newest.written(),
                        CrashText.release(dump.log().text())),
                within,
                new FoundCrash.Pieces(pieces),
                null);
    }

    /** Without a readable record: compressed ones, a log that systemd put together, or a console that tells of a crash. */
    private static List<FoundCrash> rest(Folder folder, List<String> within) {
        List<Folder.Entry> compressed = of(folder, FileRole.COMPRESSED_RECORD);
        Folder.Entry log = Stream.concat(of(folder, FileRole.LOG).stream(), of(folder, FileRole.CONSOLE).stream())
                .filter(entry -> tellsOfACrash(entry.path()))
                .findFirst()
                .orElse(null);
        if (log == null && compressed.isEmpty()) {
            return List.of();
        }
        Folder.Entry newest = log == null ? compressed.get(compressed.size() - 1) : log;
        List<CrashFile> files =
                new ArrayList<>(compressed.stream().map(Folder.Entry::file).toList());
        if (log != null) {
            files.add(log.file());
        }
        return List.of(new FoundCrash(
                evidence(newest.path(), files, null, newest.modified(), null),
                within,
                log == null ? null : new FoundCrash.LogFile(log.path()),
                null));
    }

    private static CrashEvidence evidence(
            Path newest,
            List<CrashFile> files,
            @Nullable Instant stamped,
            @Nullable Instant written,
            @Nullable String release) {
        return CrashEvidence.of(new CrashReport(
                newest.toString(),
                CrashFamily.PSTORE,
                files,
                0,
                Map.of(),
                stamped,
                written,
                newest.startsWith(SYSFS),
                release,
                null));
    }

    private static List<Folder.Entry> of(Folder folder, FileRole role) {
        return folder.files().stream()
                .filter(entry -> entry.file().role() == role)
                .limit(MOST_RECORDS)
                .toList();
    }

    private static boolean tellsOfACrash(Path file) {
        try {
            KernelLogReader reader = new KernelLogReader();
            List<LogFact> facts = new ArrayList<>();
            new FoundCrash.LogFile(file).read().lines(Instant.EPOCH).forEach(line -> facts.addAll(reader.feed(line)));
            facts.addAll(reader.flush());
            return facts.stream()
                    .anyMatch(fact ->
                            fact instanceof KernelEvent event && event.kind().crashClass());
        } catch (IOException e) {
            // It is listed as a file all the same, by whoever asks for the log.
            return false;
        }
    }

    static List<PstoreRecord> records(List<Path> files) throws IOException {
        List<PstoreRecord> records = new ArrayList<>();
        for (Path file : files) {
            PstoreRecord record = record(file, null);
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    private static @Nullable PstoreRecord record(Path file, @Nullable Instant written) throws IOException {
        byte[] bytes = Files.size(file) > PstoreRecord.LONGEST
                ? SmallFile.tail(file, PstoreRecord.LONGEST)
                : SmallFile.head(file, PstoreRecord.LONGEST).getBytes(StandardCharsets.UTF_8);
        return PstoreRecord.of(file.getFileName().toString(), new String(bytes, StandardCharsets.UTF_8), written);
    }
}
