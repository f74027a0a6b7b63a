// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashUpload.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrashUploadTest {

    private static final String HEAD = """
            path: /var/crash/127.0.0.1-2026-11-22-10:00:20
            crashed_at: 1795341607
            saved_at: 2026-11-22T10:00:25Z
            file: 18445960 vmcore
            file: 31003 vmcore-dmesg.txt
            log: vmcore-dmesg.txt
            """;

    private static Reading read(String body) {
        return CrashUpload.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading.Read told(String body) {
        return (Reading.Read) read(body);
    }

    private static Reading.Wrong wrong(String body) {
        return (Reading.Wrong) read(body);
    }

    @Test
    void readsWhatAHostTellsAndTheLogBehindIt() {
        Reading.Read told = told(HEAD + "\n" + Logs.TEXT);
        CrashEvidence evidence = CrashEvidence.of(told.report());

        assertThat(evidence.family()).isEqualTo(CrashFamily.RHEL);
        assertThat(evidence.complete()).isTrue();
        assertThat(evidence.bytes()).isEqualTo(18_476_963);
        assertThat(evidence.release()).isEqualTo("6.1.0-56-amd64");
        assertThat(evidence.time().at()).isEqualTo(Instant.ofEpochSecond(1_795_341_607));
        assertThat(told.log()).isEqualTo(new CrashLog("vmcore-dmesg.txt", Logs.TEXT, false));
    }

    @Test
    void takesACrashWithoutALog() {
        assertThat(told(HEAD).log()).isNull();
        assertThat(told(HEAD + "\n").log()).isNull();
    }

    @Test
    void putsPiecesOfPstoreInOrder() {
        int half = Logs.TEXT.length() / 2;
        String body = "path: /sys/fs/pstore\nfamily: pstore\nfile: 900 dmesg-efi_pstore-179534160701001\n\n"
                + "==> dmesg-efi_pstore-179534160701001 <==\nPanic#1 Part1\n" + Logs.TEXT.substring(half)
                + "==> dmesg-efi_pstore-179534160702001 <==\nPanic#1 Part2\n" + Logs.TEXT.substring(0, half);

        Reading.Read told = told(body);

        assertThat(told.log().text()).isEqualTo(Logs.TEXT);
        assertThat(told.report().crashedAt()).isEqualTo(Instant.ofEpochSecond(1_795_341_607));
    }

    @Test
    void saysWhichLineIsWrongAndWhatIsExpected() {
        assertThat(wrong("path: /x\nwat: 1\n"))
                .isEqualTo(new Reading.Wrong(2, wrong("wat: 1\n").why()));
        assertThat(wrong("wat: 1\n").why()).contains("path, family, crashed_at");
        assertThat(wrong("file: 1 vmcore\n").why()).contains("no path");
        assertThat(wrong("path: /x\nfile: vmcore 1\n").why()).contains("size in bytes");
        assertThat(wrong("path: /x\ncrashed_at: yesterday\n").why()).contains("seconds since 1970");
        assertThat(wrong("path: /x\nfamily: bsd\n").why()).contains("rhel, debian");
        assertThat(wrong("[   12.0] BUG: unable to handle\n").line()).isEqualTo(1);
        assertThat(wrong("path: /x\n" + "readme: y\n".repeat(10_000)).why()).contains("empty line");
    }

    @Test
    void countsFilesBeyondThoseItLists() {
        Reading.Read told = told("path: /x\nfiles_left_out: 7\n" + "file: 1 a\n".repeat(300));

        assertThat(told.report().files()).hasSize(CrashReport.MOST_FILES);
        assertThat(told.report().filesLeftOut()).isEqualTo(107);
    }

    @Test
    void readsAnyBytes() {
        Random random = new Random(11);
        byte[] good = (HEAD + "\n" + Logs.TEXT).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] spoilt = good.clone();
            for (int j = 0; j < 8; j++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            if (CrashUpload.read(spoilt) instanceof Reading.Read read) {
                assertThat(CrashEvidence.of(read.report()).path()).isNotNull();
            }
        }
    }
}
