// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one log that the kernel kept in pstore, the oldest text first.
 *
 * @param records in the order of their text, which is that of falling part numbers
 */
record PstoreDump(List<PstoreRecord> records) {

    PstoreDump {
        records = records.stream()
                .sorted(Comparator.comparingInt(PstoreRecord::part).reversed())
                .toList();
    }

    /** Sorts records into dumps. Dumps of two boots may carry the same number: a part that is there already begins another. */
    static List<PstoreDump> of(List<PstoreRecord> records) {
        List<List<PstoreRecord>> dumps = new ArrayList<>();
        records.stream()
                .filter(record -> !record.orderly())
                .sorted(Comparator.comparingLong(PstoreRecord::id).thenComparing(PstoreRecord::name))
                .forEach(record -> dumps.stream()
                        .filter(dump -> dump.stream().allMatch(record::sameDump))
                        .findFirst()
                        .orElseGet(() -> {
                            List<PstoreRecord> begun = new ArrayList<>();
                            dumps.add(begun);
                            return begun;
                        })
                        .add(record));
        return dumps.stream().map(PstoreDump::new).toList();
    }

    /** The record with the end of the log, by which the dump is called. */
    PstoreRecord newest() {
        return records.get(records.size() - 1);
    }

    /** When it was written by the ids of its records; null when they do not say. */
    @Nullable
    Instant stamped() {
        return records.stream()
                .map(PstoreRecord::stamped)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    CrashLog log() {
        return together(List.of(this));
    }

    /** The logs of some dumps, one after the other; at least one. */
    static CrashLog together(List<PstoreDump> dumps) {
        StringBuilder text = new StringBuilder();
        dumps.forEach(dump -> dump.records().forEach(record -> text.append(record.text())));
        String name = dumps.get(dumps.size() - 1).newest().name();
        return CrashText.newest(name, text.toString().getBytes(StandardCharsets.UTF_8), false);
    }
}
