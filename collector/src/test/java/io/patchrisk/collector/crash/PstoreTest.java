// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashTime.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as the kernel names them and as systemd-pstore moves them. */
class PstoreTest {

    private static final long CRASHED = Dumps.CRASHED.getEpochSecond();

    @TempDir
    Path pstore;

    private void write(String file, String text) throws IOException {
        Dumps.write(pstore.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A log cut into parts that overlap no line, the newest part first. */
    private static List<String> parts(String log, int size) {
        List<String> parts = new ArrayList<>();
        for (int end = log.length(); end > 0; end -= size) {
            parts.add(log.substring(Math.max(0, end - size), end));
        }
        return parts;
    }

    private void efi(String folder, String reason, int dump, String log) throws IOException {
        List<String> parts = parts(log, 300);
        for (int part = 1; part <= parts.size(); part++) {
            String id = CRASHED + "%02d%03d".formatted(part, dump);
            write(folder + "dmesg-efi_pstore-" + id, reason + "#" + dump + " Part" + part + "\n" + parts.get(part - 1));
        }
    }

    @Test
    void joinsPartsOfEfiWhoseNewestComesFirst() throws IOException {
        efi("", "Panic", 2, Logs.TEXT);

        CrashScan scan = CrashScanner.scan(pstore);

        assertThat(scan.found()).singleElement().satisfies(found -> {
            assertThat(found.log().read().text()).isEqualTo(Logs.TEXT);
            assertThat(found.evidence().family()).isEqualTo(CrashFamily.PSTORE);
            assertThat(found.evidence().time()).isEqualTo(new CrashTime(Dumps.CRASHED, 2, Source.KERNEL));
            assertThat(found.evidence().release()).isEqualTo("6.1.0-56-amd64");
            assertThat(found.evidence().complete()).isTrue();
            assertThat(found.evidence().files()).hasSize(3);
        });
    }

    @Test
    void readsTheArchiveOfSystemd() throws IOException {
        efi(CRASHED + "/001/", "Oops", 1, Logs.TEXT);
        write(CRASHED + "/001/dmesg.txt", "put together by systemd");

        assertThat(CrashScanner.scan(pstore).found()).singleElement().satisfies(found -> {
            assertThat(Logs.events(found.log().read(), Dumps.CRASHED)).hasSize(1);
            assertThat(found.evidence().path()).contains("/001/dmesg-efi_pstore-");
        });
    }

    @Test
    void tellsAnOopsFromThePanicAfterIt() throws IOException {
        efi("", "Oops", 1, Logs.TEXT);
        efi("", "Panic", 2, Logs.TEXT);

        assertThat(CrashScanner.scan(pstore).found()).hasSize(2);
    }

    @Test
    void tellsTwoBootsApartThatCountAlike() throws IOException {
        List<String> parts = parts(Logs.TEXT, 400);
        for (int boot = 0; boot < 2; boot++) {
            for (int part = 1; part <= parts.size(); part++) {
                write(
                        "dmesg-ramoops-" + (boot * parts.size() + part - 1),
                        "Panic#1 Part" + part + "\n"
                                + parts.get(part - 1).replace("new_sendmsg", "boot" + boot + "_x"));
            }
        }

        List<FoundCrash> found = CrashScanner.scan(pstore).found();

        assertThat(found).hasSize(2);
        assertThat(Logs.events(found.get(0).log().read(), Dumps.CRASHED).get(0).title())
                .contains("boot0_x");
        assertThat(Logs.events(found.get(1).log().read(), Dumps.CRASHED).get(0).title())
                .contains("boot1_x");
    }

    @Test
    void skipsTheLineThatBlockDevicesPutBefore() throws IOException {
        write("dmesg-pstore_blk-0", "Panic: Total 16 times\nPanic#16 Part1\n" + Logs.TEXT);

        assertThat(CrashScanner.scan(pstore).found().get(0).log().read().text()).isEqualTo(Logs.TEXT);
    }

    @Test
    void namesRecordsThatNobodyCanRead() throws IOException {
        write("dmesg-erst-7400000000000000001.enc.z", "\u0001\u0002");

        assertThat(CrashScanner.scan(pstore).found()).singleElement().satisfies(found -> {
            assertThat(found.evidence().complete()).isFalse();
            assertThat(found.evidence().why()).startsWith("1 of 1 records are compressed");
            assertThat(found.log()).isNull();
        });
    }

    @Test
    void anOrderlyShutdownIsNoCrash() throws IOException {
        write("dmesg-ramoops-0", "Shutdown#1 Part1\n[  100.000000] reboot: Power down\n");

        CrashScan scan = CrashScanner.scan(pstore);

        assertThat(scan.found()).isEmpty();
        assertThat(scan.passedOver()).containsEntry("orderly_record", 1);
    }

    @Test
    void takesAConsoleOnlyWhenItTellsOfACrash() throws IOException {
        write("console-ramoops-0", "[  100.000000] reboot: Restarting system\n");
        assertThat(CrashScanner.scan(pstore).found()).isEmpty();

        write("console-ramoops-0", Logs.TEXT);
        write("pmsg-ramoops-0", "written by user space");
        assertThat(CrashScanner.scan(pstore).found())
                .singleElement()
                .satisfies(found -> assertThat(Logs.events(found.log().read(), Instant.EPOCH))
                        .hasSize(1));
    }
}
