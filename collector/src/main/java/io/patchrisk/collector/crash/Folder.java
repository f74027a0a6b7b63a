// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What lies in one directory, links not followed.
 *
 * @param path the directory
 * @param files its files, known ones first, then by name
 * @param folders its subdirectories, the last by name first, because names hold dates
 * @param leftOut files beyond {@link CrashReport#MOST_FILES}
 */
record Folder(Path path, List<Entry> files, List<Path> folders, int leftOut) {

    /** Names read of one directory; a directory of 100,000 files takes a second. */
    private static final int MOST_NAMES = 200_000;

    /** Entries whose kind is asked for. */
    private static final int MOST_ASKED = 5_000;

    /** A file that was looked at. */
    record Entry(Path path, CrashFile file, Instant modified) {}

    /** Reads a directory; what cannot be read, and what is neither file nor directory, is counted. */
    static Folder read(Path path, Map<String, Integer> passedOver) {
        List<Name> names = names(path, passedOver);
        // Files that mean something are looked at first, so that a heap of others does not hide them.
        names.sort(Comparator.comparing(Name::telling).thenComparing(Name::text).reversed());
        List<Entry> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        int beyond = Math.max(0, names.size() - MOST_ASKED);
        for (Name name : names.subList(0, names.size() - beyond)) {
            ask(name.path(), files, folders, passedOver);
        }
        files.sort(Comparator.<Entry, FileRole>comparing(entry -> entry.file().role())
                .thenComparing(entry -> entry.file().name()));
        int shown = Math.min(files.size(), CrashReport.MOST_FILES);
        return new Folder(path, List.copyOf(files.subList(0, shown)), folders, files.size() - shown + beyond);
    }

    /** A name in the directory, and whether it says what the file is. */
    private record Name(Path path, String text, boolean telling) {}

    private static List<Name> names(Path path, Map<String, Integer> passedOver) {
        List<Name> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path name : stream) {
                if (names.size() == MOST_NAMES) {
                    count(passedOver, "too_many_names");
                    break;
                }
                String text = name.getFileName().toString();
                names.add(new Name(name, text, FileRole.of(text) != FileRole.OTHER));
            }
        } catch (IOException | DirectoryIteratorException e) {
            count(passedOver, "unreadable");
        }
        return names;
    }

    private static void ask(Path path, List<Entry> files, List<Path> folders, Map<String, Integer> passedOver) {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isDirectory()) {
                folders.add(path);
            } else if (is.isRegularFile()) {
                CrashFile file = CrashFile.of(path.getFileName().toString(), is.size());
                files.add(new Entry(path, file, is.lastModifiedTime().toInstant()));
            } else {
                // A link may lead anywhere, and a pipe never ends.
                count(passedOver, is.isSymbolicLink() ? "link" : "no_file");
            }
        } catch (IOException e) {
            count(passedOver, "unreadable");
        }
    }

    static void count(Map<String, Integer> passedOver, String reason) {
        passedOver.merge(reason, 1, Integer::sum);
    }

    List<CrashFile> listing() {
        return files.stream().map(Entry::file).toList();
    }

    boolean has(Predicate<FileRole> role) {
        return files.stream().anyMatch(entry -> role.test(entry.file().role()));
    }
}
