// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.hosts.Script.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up of netconsole, on a folder in configfs' place. */
class NetconsoleSetupTest {

    @TempDir
    private Path folder;

    private Path configfs;
    private Path target;
    private Script script;

    @BeforeEach
    void setUp() throws IOException {
        configfs = folder.resolve("config");
        target = Files.createDirectories(configfs.resolve("netconsole")).resolve("patchrisk");
        script = new Script("netconsole-setup.sh", folder);
        script.command("ip", """
                case "$*" in
                  "route get 192.0.2.9") echo "192.0.2.9 via 192.0.2.1 dev eth7 src 192.0.2.7 uid 0"; echo "    cache" ;;
                  "neigh show 192.0.2.1 dev eth7") echo "192.0.2.1 lladdr AA:BB:cc:dd:ee:01 REACHABLE" ;;
                  *) exit 2 ;;
                esac""");
        script.command("rmdir", "rm -r -- \"$1\"");
    }

    @Test
    void setsUpTheExtendedFormatWithWhatTheSystemKnows() throws Exception {
        Ran ran = run("--target", "192.0.2.9");

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(written())
                .isEqualTo(Map.of(
                        "dev_name", "eth7",
                        "local_ip", "192.0.2.7",
                        "remote_ip", "192.0.2.9",
                        "remote_port", "6666",
                        "remote_mac", "aa:bb:cc:dd:ee:01",
                        "extended", "1",
                        "enabled", "1"));
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        run("--target", "192.0.2.9");

        Ran again = run("--target", "192.0.2.9");

        assertThat(again.said()).contains("set up and enabled already").doesNotContain("wrote");
    }

    @Test
    void turnsATargetOffBeforeItChangesIt() throws Exception {
        run("--target", "192.0.2.9");

        Ran other = run("--target", "192.0.2.9", "--port", "1514", "--legacy");

        assertThat(other.said().lines().filter(line -> line.startsWith("wrote")))
                .extracting(line -> line.replace(target + "/", ""))
                .containsExactly(
                        "wrote 0 to enabled", "wrote 1514 to remote_port", "wrote 0 to extended", "wrote 1 to enabled");
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        Ran ran = run("--target", "192.0.2.9", "--dry-run");

        assertThat(ran.status()).isZero();
        assertThat(ran.said()).contains("would write aa:bb:cc:dd:ee:01 to " + target.resolve("remote_mac"));
        assertThat(target).doesNotExist();
    }

    @Test
    void removesWhatItSetUp() throws Exception {
        run("--target", "192.0.2.9");

        assertThat(run("--remove").said()).contains("wrote 0 to", "removed");
        assertThat(target).doesNotExist();
        assertThat(run("--remove").status()).isZero();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(run().said()).contains("--target is missing");
        assertThat(run("--target", "198.51.100.1").said()).contains("no route to 198.51.100.1");
        assertThat(run("--target", "192.0.2.9; reboot").said()).contains("do not belong there");
        assertThat(run("--target", "192.0.2.9", "--name", "../x").said()).contains("is no name");
        for (String[] wrong : List.of(new String[] {"--wrong"}, new String[] {"--target"})) {
            assertThat(script.run(wrong).status()).isEqualTo(1);
        }
        assertThat(script.run("--help").said()).contains("Usage:", "--dry-run");
        assertThat(Files.list(configfs.resolve("netconsole"))).isEmpty();
    }

    @Test
    void printsAUnitThatRunsTheSame() throws Exception {
        assertThat(script.run("--print-unit", "--target", "192.0.2.9", "--legacy")
                        .said())
                .contains(
                        "ExecStart=" + Script.FOLDER.resolve("netconsole-setup.sh") + " --target 192.0.2.9 --legacy\n");
    }

    private Ran run(String... arguments) throws Exception {
        Stream<String> all = Stream.concat(Stream.of(arguments), Stream.of("--configfs", configfs.toString()));
        return script.run(all.toArray(String[]::new));
    }

    private Map<String, String> written() throws IOException {
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.toList()) {
                written.put(
                        file.getFileName().toString(), Files.readString(file).strip());
            }
        }
        return written;
    }
}
