// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.patchrisk.collector.hosts.Script.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file for rsyslog; what the real rsyslog does with it is in RsyslogTest. */
class RsyslogForwardTest {

    @TempDir
    private Path folder;

    private Path file;
    private Script script;

    @BeforeEach
    void setUp() throws IOException {
        file = folder.resolve("30-patchrisk.conf");
        script = new Script("rsyslog-forward.sh", folder);
        script.command("systemctl", "echo systemctl \"$@\"");
    }

    @Test
    void writesTheFileOnceAndRestarts() throws Exception {
        Ran first = script.run("--target", "192.0.2.9", "--file", file.toString());

        assertThat(first.status()).as(first.said()).isZero();
        assertThat(first.said()).contains("systemctl try-restart rsyslog");
        assertThat(Files.readString(file)).contains("target=\"192.0.2.9\" port=\"5514\" protocol=\"tcp\"");
        assertThat(script.run("--target", "192.0.2.9", "--file", file.toString())
                        .said())
                .contains("up to date")
                .doesNotContain("systemctl");
        assertThat(script.run("--target", "192.0.2.9", "--udp", "--file", file.toString(), "--no-restart")
                        .said())
                .contains("wrote")
                .doesNotContain("systemctl");
        assertThat(Files.readString(file)).contains("protocol=\"udp\"");
    }

    @Test
    void writesWhatTheRealRsyslogTakes() throws Exception {
        Path daemon = Path.of("/usr/sbin/rsyslogd");
        assumeThat(daemon).as("rsyslog is not installed: not checked by it").exists();
        script.run("--target", "2001:db8::9", "--file", file.toString(), "--no-restart");

        Process check = new ProcessBuilder(daemon.toString(), "-N1", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void leavesTheOldFileWhereRsyslogRefusesTheNewOne() throws Exception {
        Files.writeString(file, "# an old one\n");
        script.command("rsyslogd", "echo 'no such parameter'; exit 1");

        Ran ran = script.run("--target", "192.0.2.9", "--file", file.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.said()).contains("rsyslogd does not take it: no such parameter");
        assertThat(file).hasContent("# an old one");
        assertThat(folder.resolve("30-patchrisk.conf.new")).doesNotExist();
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        Ran ran = script.run("--target", "192.0.2.9", "--file", file.toString(), "--dry-run");

        assertThat(ran.said()).contains("would write to " + file, "RSYSLOG_SyslogProtocol23Format");
        assertThat(file).doesNotExist();
    }

    @Test
    void removesTheFile() throws Exception {
        script.run("--target", "192.0.2.9", "--file", file.toString());

        assertThat(script.run("--remove", "--file", file.toString()).said()).contains("removed", "systemctl");
        assertThat(file).doesNotExist();
        assertThat(script.run("--remove", "--file", file.toString()).status()).isZero();
    }

    @Test
    void refusesWhatWouldBecomeAnotherSetting() throws Exception {
        Ran ran = script.run("--target", "x\" action(type=\"omprog\"", "--file", file.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(script.run().said()).contains("--target is missing");
        assertThat(script.run("--help").said()).contains("Usage:", "--dry-run");
        assertThat(file).doesNotExist();
    }
}
