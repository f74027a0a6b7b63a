// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import io.patchrisk.model.training.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which capture belongs to which part of a data set.
 *
 * @param parts by id of the capture, which is the name of its folder
 */
record Split(NavigableMap<String, Part> parts) {

    /** More names than this help nobody. */
    private static final int MOST_NAMED = 10;

    Split {
        parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
    }

    /** Reads a CSV file with the columns capture and part; a capture may be in one part only. */
    static Split read(Path file) throws IOException {
        NavigableMap<String, Part> parts = new TreeMap<>();
        CsvLines.read(file, List.of("capture", "part"), line -> {
            String capture = CsvLines.need(line, "capture");
            if (parts.putIfAbsent(capture, Part.of(CsvLines.need(line, "part"))) != null) {
                throw new IllegalArgumentException("capture '" + capture + "' is there twice");
            }
        });
        if (parts.isEmpty()) {
            throw new IOException(file + ": assigns no capture to any part");
        }
        return new Split(parts);
    }

    /** The folders of its captures in order of id; throws, naming them, when some are not there. */
    List<Path> folders(Map<String, Path> onDisk, Path folder) throws IOException {
        Set<String> missing = new TreeSet<>(parts.keySet());
        missing.removeAll(onDisk.keySet());
        if (!missing.isEmpty()) {
            List<String> named = missing.stream().limit(MOST_NAMED).toList();
            throw new IOException(missing.size() + " of " + parts.size() + " captures of the split are not in " + folder
                    + ": " + String.join(", ", named) + (missing.size() > named.size() ? ", …" : ""));
        }
        return parts.keySet().stream().map(id -> onDisk.get(id)).toList();
    }
}
