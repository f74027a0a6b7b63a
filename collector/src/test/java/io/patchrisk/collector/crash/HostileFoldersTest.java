// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that somebody filled to do harm, or by accident. */
class HostileFoldersTest {

    @TempDir
    Path crash;

    private Path dump(String folder) throws IOException {
        Path log = crash.resolve(folder).resolve("vmcore-dmesg.txt");
        return Dumps.write(log, Logs.TEXT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void followsNoLink() throws IOException {
        dump("web-1/127.0.0.1-2026-06-01-10:00:20");
        Files.createSymbolicLink(crash.resolve("loop"), crash);
        Files.createSymbolicLink(crash.resolve("web-1/127.0.0.1-2026-06-01-10:00:20/vmcore"), Path.of("/dev/zero"));

        CrashScan scan = CrashScanner.scan(crash);

        assertThat(scan.found()).hasSize(1);
        assertThat(scan.found().get(0).evidence().complete()).isFalse();
        assertThat(scan.passedOver()).containsEntry("link", 2);
    }

    @Test
    void showsNamesWithoutTheirControlCharacters() throws IOException {
        Dumps.write(crash.resolve("2026\n[bold]/vmcore"), new byte[10]);

        CrashEvidence evidence = CrashScanner.scan(crash).found().get(0).evidence();

        assertThat(evidence.path()).doesNotContain("\n").endsWith("/2026?[bold]");
    }

    @Test
    void goesNoDeeperThanHostsAndDumps() throws IOException {
        dump("a/b/c/d/e/127.0.0.1-2026-06-01-10:00:20");

        CrashScan scan = CrashScanner.scan(crash);

        assertThat(scan.found()).isEmpty();
        assertThat(scan.passedOver()).containsEntry("too_deep", 1);
    }

    @Test
    void saysThatAFolderCannotBeRead() {
        assertThat(CrashScanner.scan(crash.resolve("nothing")).passedOver()).containsEntry("unreadable", 1);
    }

    @Test
    void findsTheDumpAmongAHeapOfFiles() throws IOException {
        dump("127.0.0.1-2026-06-01-10:00:20");
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(crash.resolve("127.0.0.1-2026-06-01-10:00:20/zzz" + i));
        }

        CrashScan scan = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> CrashScanner.scan(crash));

        CrashEvidence evidence = scan.found().get(0).evidence();
        assertThat(evidence.files()).hasSize(CrashReport.MOST_FILES);
        assertThat(evidence.files().get(0).name()).isEqualTo("vmcore-dmesg.txt");
        assertThat(evidence.filesLeftOut()).isEqualTo(20_001 - CrashReport.MOST_FILES);
    }

    @Test
    void looksAtTheNewestOfTooManyFolders() throws IOException {
        for (int i = 0; i < 2_100; i++) {
            Files.createDirectory(crash.resolve("127.0.0.1-2025-01-01-10:%02d:%02d".formatted(i / 60, i % 60)));
        }
        dump("127.0.0.1-2026-06-01-10:00:20");

        CrashScan scan = CrashScanner.scan(crash);

        assertThat(scan.found()).hasSize(1);
        assertThat(scan.passedOver()).containsEntry("too_many_folders", 102);
    }

    @Test
    void readsLogsOfAnyBytes() throws IOException {
        byte[] noise = new byte[300_000];
        new java.util.Random(3).nextBytes(noise);
        Dumps.write(crash.resolve("127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt"), noise);
        Dumps.write(crash.resolve("127.0.0.1-2026-06-01-10:00:20/README.txt"), noise);
        Dumps.write(crash.resolve("pstore/dmesg-ramoops-0"), noise);

        for (FoundCrash found : CrashScanner.scan(crash).found()) {
            assertThat(Logs.events(found.log().read(), Dumps.CRASHED)).isEmpty();
        }
        assertThat(CrashScanner.scan(crash).found()).hasSize(2);
    }
}
