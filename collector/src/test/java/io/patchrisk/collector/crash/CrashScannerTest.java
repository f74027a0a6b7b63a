// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashTime.Source;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as each distribution writes them. */
class CrashScannerTest {

    /** When the log was on the disk; the directory's name is two hours ahead, as on a host in Berlin in summer. */
    private static final Instant SAVED = Instant.parse("2026-06-01T08:00:30Z");

    @TempDir
    Path crash;

    private void write(String file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, byte[] bytes) throws IOException {
        Files.setLastModifiedTime(Dumps.write(crash.resolve(file), bytes), FileTime.from(SAVED));
    }

    private List<FoundCrash> found() {
        return CrashScanner.scan(crash).found();
    }

    private FoundCrash only() {
        assertThat(found()).hasSize(1);
        return found().get(0);
    }

    @Test
    void readsADirectoryOfRhel() throws IOException {
        write("10.0.0.7-2026-06-01-10:00:20/vmcore", Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));
        write("10.0.0.7-2026-06-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);
        write("10.0.0.7-2026-06-01-10:00:20/kexec-dmesg.log", "[    0.000000] Linux version 6.1.0-56-amd64 (a@b)\n");

        FoundCrash found = only();
        CrashEvidence evidence = found.evidence();

        assertThat(evidence.family()).isEqualTo(CrashFamily.RHEL);
        assertThat(evidence.complete()).isTrue();
        assertThat(evidence.why()).isEqualTo("dump and log are there");
        assertThat(evidence.release()).isEqualTo("6.1.0-56-amd64");
        assertThat(evidence.time()).isEqualTo(new CrashTime(Dumps.CRASHED, 2, Source.KERNEL));
        assertThat(evidence.files())
                .extracting(CrashFile::name, CrashFile::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("vmcore", FileRole.DUMP),
                        org.assertj.core.groups.Tuple.tuple("vmcore-dmesg.txt", FileRole.LOG),
                        org.assertj.core.groups.Tuple.tuple("kexec-dmesg.log", FileRole.SAVING_LOG));
        assertThat(evidence.bytes()).isGreaterThan(12_288);
        assertThat(found.hostNames()).containsExactly("10.0.0.7", "web-1");
        assertThat(Logs.events(found.log().read(), evidence.time().at()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.title())
                            .isEqualTo("BUG: unable to handle kernel NULL pointer dereference in new_sendmsg");
                    assertThat(event.at()).isBetween(Dumps.CRASHED.minusSeconds(1), Dumps.CRASHED);
                });
    }

    @Test
    void saysWhatAnUnfinishedDirectoryOfRhelLacks() throws IOException {
        write("127.0.0.1-2026-06-01-10:00:20/vmcore-incomplete", new byte[100]);
        write("127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg-incomplete.txt", Logs.TEXT);

        FoundCrash found = only();

        assertThat(found.evidence().complete()).isFalse();
        assertThat(found.evidence().why()).isEqualTo("the dump was not finished; its log was not finished");
        assertThat(found.hostNames()).isEmpty();
        assertThat(Logs.events(found.log().read(), SAVED)).hasSize(1);
    }

    @Test
    void takesTheTimeFromTheNameAndTheZoneFromTheFile() throws IOException {
        write("127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);

        assertThat(only().evidence().time())
                .isEqualTo(new CrashTime(Instant.parse("2026-06-01T08:00:20Z"), 300, Source.FILE));
        assertThat(only().evidence().why()).isEqualTo("it has no dump");
    }

    @Test
    void doesNotTrustTheTimeOfAFileThatWasCopiedLater() throws IOException {
        write("127.0.0.1-2026-03-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);

        CrashTime time = only().evidence().time();

        assertThat(time.source()).isEqualTo(Source.NAME);
        assertThat(time.at()).isEqualTo(Instant.parse("2026-03-01T10:00:20Z"));
        assertThat(time.errorSeconds()).isGreaterThanOrEqualTo(14 * 3600);
    }

    @Test
    void readsDirectoriesOfKdumpTools() throws IOException {
        write("202606011000/dump.202606011000", Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 32));
        write("202606011000/dmesg.202606011000", Logs.TEXT);
        write("web-2-202606010900/dump-incomplete.lz4", new byte[10]);
        write("kexec_cmd", "/sbin/kexec -p");

        List<FoundCrash> found = found();

        assertThat(found).hasSize(2);
        assertThat(found).extracting(one -> one.evidence().family()).containsOnly(CrashFamily.DEBIAN);
        assertThat(found.get(0).evidence().complete()).isFalse();
        assertThat(found.get(0).hostNames()).containsExactly("web-2");
        assertThat(found.get(1).evidence().complete()).isTrue();
        assertThat(found.get(1).evidence().dump().compression()).isEqualTo("zstd");
    }

    @Test
    void readsTheAccountThatSuseLeaves() throws IOException {
        write("2026-06-01-10-00/vmcore", Dumps.flattened(new byte[4096]));
        write("2026-06-01-10-00/dmesg", Logs.TEXT);
        write("2026-06-01-10-00/README.txt", """
                Kernel crashdump
                ----------------
                dmesg status: saved successfully
                vmcore status: saved successfully
                Kernel version: 6.4.0-150600.23-default
                Crash time: 2026-06-01T09:59:51
                Dump time: 2026-06-01T10:00:10
                Host: db-1
                Note: vmcore saved in makedumpfile flattened format
                """);

        CrashEvidence evidence = only().evidence();

        assertThat(evidence.family()).isEqualTo(CrashFamily.SUSE);
        assertThat(evidence.complete()).isTrue();
        assertThat(evidence.time()).isEqualTo(new CrashTime(Instant.parse("2026-06-01T07:59:51Z"), 2, Source.README));
    }

    @Test
    void believesSuseThatADumpWasDeletedOrNotFinished() throws IOException {
        write("2026-06-01-10-00/README.txt", """
                vmcore status: deleted (40 < KDUMP_FREE_DISK_SIZE 64)
                """);
        assertThat(only().evidence().why())
                .contains("deleted (40 < KDUMP_FREE_DISK_SIZE 64)")
                .contains("no log");

        write("2026-06-01-10-00/vmcore", new byte[100]);
        write("2026-06-01-10-00/README.txt", """
                This file will be overwritten when the dump is finished.
                If you see this text the crash dump is likely incomplete.

                Dump time: 2026-06-01T10:00:10
                """);
        assertThat(only().evidence().complete()).isFalse();
        assertThat(only().evidence().why()).contains("README was not finished");
    }

    @Test
    void readsProblemDirectoriesOfAbrt() throws IOException {
        write("vmcore-127.0.0.1-2026-06-01-10:00:20/type", "vmcore");
        write("vmcore-127.0.0.1-2026-06-01-10:00:20/kernel", "6.1.0-56-amd64");
        write("vmcore-127.0.0.1-2026-06-01-10:00:20/vmcore", Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));
        write("oops-2026-06-01-10:00:20-77-0/type", "Kerneloops");
        write("oops-2026-06-01-10:00:20-77-0/backtrace", Logs.TEXT);
        write("ccpp-2026-06-01-10:00:20-88/type", "CCpp");
        write("ccpp-2026-06-01-10:00:20-88/backtrace", "#0 main");

        List<FoundCrash> found = found();

        assertThat(found)
                .extracting(one -> one.evidence().family())
                .containsExactly(CrashFamily.ABRT, CrashFamily.ABRT);
        assertThat(found.get(0).evidence().release()).isEqualTo("6.1.0-56-amd64");
        assertThat(found.get(0).hostNames()).containsExactly("web-1");
        assertThat(Logs.events(found.get(1).log().read(), SAVED)).hasSize(1);
    }

    @Test
    void findsOneDirectoryAHost() throws IOException {
        write("web-1/127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);
        write("web-2/127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);

        assertThat(found()).extracting(FoundCrash::hostNames).containsExactly(List.of("web-2"), List.of("web-1"));
    }

    @Test
    void keepsTheNewestOfAnEndlessLog() throws IOException {
        write(
                "127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt",
                "[    1.000000] usb 1-1: new device\n".repeat(60_000) + Logs.TEXT);

        CrashLog log = only().log().read();

        assertThat(log.cut()).isTrue();
        assertThat(log.text().length()).isLessThanOrEqualTo(CrashLog.LONGEST);
        assertThat(log.text()).startsWith("[    1.000000] usb").endsWith("CR2: 0000000000000010\n");
    }

    @Test
    void changesNothing() throws IOException {
        write("127.0.0.1-2026-06-01-10:00:20/vmcore", Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));
        write("127.0.0.1-2026-06-01-10:00:20/vmcore-dmesg.txt", Logs.TEXT);
        String before = state();

        only().log().read();

        assertThat(state()).isEqualTo(before);
    }

    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        try (var files = Files.walk(crash)) {
            for (Path file : files.sorted().toList()) {
                state.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return state.toString();
    }
}
