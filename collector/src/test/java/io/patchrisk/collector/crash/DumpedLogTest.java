// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchrisk.collector.crash.DumpedLog.Outcome;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpedLogTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path dump;

    @BeforeEach
    void dump() throws IOException {
        dump = Dumps.write(folder.resolve("vmcore"), Dumps.kdump(ByteOrder.LITTLE_ENDIAN, 1));
    }

    private String program(String script) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }

    @Test
    void readsWhatTheProgramWrites() throws IOException {
        String program = program("[ \"$1\" = --dump-dmesg ] && echo noise && echo \"[    1.0] from $2\" >\"$3\"\n");

        Outcome outcome = DumpedLog.read(dump, program, SOON);

        assertThat(((Outcome.Read) outcome).log().text()).isEqualTo("[    1.0] from " + dump + "\n");
        assertThat(dump).exists();
    }

    @Test
    void saysWhyThereIsNoLog() throws IOException {
        assertThat(((Outcome.NotRead)
                                DumpedLog.read(dump, folder.resolve("nothing").toString(), SOON))
                        .why())
                .contains("gave no log");
        assertThat(((Outcome.NotRead) DumpedLog.read(dump, program("exit 3\n"), SOON)).why())
                .endsWith("status 3");
        Outcome late = DumpedLog.read(dump, program("exec tail -f /dev/null\n"), Duration.ofMillis(200));
        assertThat(((Outcome.NotRead) late).why()).contains("longer than");
    }

    @Test
    void theRealMakedumpfileRefusesADumpWithoutMemory() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/makedumpfile")), "makedumpfile is not installed");

        assertThat(DumpedLog.read(dump, "makedumpfile", SOON)).isInstanceOf(Outcome.NotRead.class);
    }
}
