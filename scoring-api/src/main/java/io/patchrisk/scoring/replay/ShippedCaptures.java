// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where capture folders are. */
public final class ShippedCaptures {

    private ShippedCaptures() {}

    /** The captures that come with the program: {@code datasets/captures} below the launcher's folder. */
    public static Path folder() {
        return Path.of(System.getProperty("patchrisk.home", "."))
                .resolve("datasets")
                .resolve("captures");
    }

    /** All capture folders directly below a folder, in order of name; throws when there is none. */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "is no folder of captures");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> folders = entries.filter(entry -> Files.exists(entry.resolve("meta.json")))
                    .sorted()
                    .toList();
            if (folders.isEmpty()) {
                throw new NoSuchFileException(folder.toString(), null, "holds no capture folders (with a meta.json)");
            }
            return folders;
        }
    }
}
