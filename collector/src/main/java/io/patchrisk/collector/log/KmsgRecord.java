// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import org.jspecify.annotations.Nullable;

/** A record of /dev/kmsg: {@code 4,413,71599546,-,caller=T1;text}. */
final class KmsgRecord {

    private static final String CALLER = ",caller=";

    private KmsgRecord() {}

    /** Reads a record; null when the line is none. */
    static @Nullable LinePrefix read(String line) {
        Digits level = Digits.at(line, 0, 6);
        Digits sequence = level == null || !level.endsBefore(line, ',') ? null : Digits.at(line, level.end() + 1, 18);
        Digits stamp =
                sequence == null || !sequence.endsBefore(line, ',') ? null : Digits.at(line, sequence.end() + 1, 18);
        if (level == null || stamp == null || !stamp.endsBefore(line, ',')) {
            return null;
        }
        int flag = stamp.end() + 1;
        int text = line.indexOf(';', flag);
        if (text < 0 || text > flag + 201 || "-c+".indexOf(line.charAt(flag)) < 0) {
            return null;
        }
        return new LinePrefix(
                (int) (level.value() & 7), stamp.value(), caller(line, flag, text), line.substring(text + 1));
    }

    private static @Nullable String caller(String line, int from, int to) {
        int key = line.indexOf(CALLER, from);
        if (key < 0 || key > to) {
            return null;
        }
        int begin = key + CALLER.length();
        int end = line.indexOf(',', begin);
        String caller = line.substring(begin, end < 0 || end > to ? to : end);
        return caller.isEmpty() ? null : caller;
    }
}
