// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what crashes left behind below a folder: crash directories of any family, also one directory a host deep, and
 * pstore records. Nothing is changed, links are not followed, and work and memory are bounded whatever lies there.
 */
public final class CrashScanner {

    /** {@code host/directory}, and systemd-pstore's {@code id/dump}. */
    private static final int DEEPEST = 3;

    /** Directories looked into in one search, the last by name first. */
    private static final int MOST_FOLDERS = 2_000;

    private final Map<String, Integer> passedOver = new TreeMap<>();
    private final List<FoundCrash> found = new ArrayList<>();
    private int folders;

    private CrashScanner() {}

    /** Searches a folder. Blocks for as long as the disk takes. */
    public static CrashScan scan(Path root) {
        CrashScanner scanner = new CrashScanner();
        scanner.look(root, List.of());
        return new CrashScan(scanner.found, scanner.passedOver);
    }

    private void look(Path path, List<String> within) {
        if (folders++ >= MOST_FOLDERS) {
            Folder.count(passedOver, "too_many_folders");
            return;
        }
        Folder folder = Folder.read(path, passedOver);
        if (folder.has(FileRole::isPstore)) {
            found.addAll(PstoreFolder.read(folder, within, passedOver));
        } else if (CrashFolder.isOne(folder)) {
            found.add(CrashFolder.read(folder, within, passedOver));
            return;
        }
        for (Path deeper : folder.folders()) {
            if (within.size() == DEEPEST) {
                Folder.count(passedOver, "too_deep");
            } else {
                List<String> names = new ArrayList<>(within);
                names.add(deeper.getFileName().toString());
                look(deeper, names);
            }
        }
    }
}
