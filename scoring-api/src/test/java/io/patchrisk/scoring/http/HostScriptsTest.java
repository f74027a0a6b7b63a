// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashFamily;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.collector.crash.CrashTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of collector/hosts, run on made-up folders against the real HTTP face. */
class HostScriptsTest {

    private static final String LOG =
            "[    0.000000] Linux version 6.1.0-56-amd64 (a@b) #1\n" + "[ 5000.000000] kernel BUG at fs/x.c:1!\n";

    private static final Path SCRIPTS = Path.of(System.getProperty("patchrisk.home"), "collector", "hosts");

    @TempDir
    Path machine;

    private Face face;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl on this machine");
        face = new Face();
        environment.put("PATCHRISK_URL", "http://127.0.0.1:" + face.server.port());
        environment.put("PATCHRISK_HOST", "web-01");
        environment.put("PATCHRISK_STATE", machine.resolve("state").toString());
        environment.put("PATCHRISK_CRASH_DIRS", machine.resolve("crash").toString());
        environment.put("PATCHRISK_PSTORE_DIRS", machine.resolve("pstore").toString());
        environment.put("TMPDIR", machine.toString());
    }

    @AfterEach
    void stop() {
        if (face != null) {
            face.close();
        }
    }

    private record Ran(int status, String out) {}

    private Ran run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }

    private void write(String file, String text) throws IOException {
        Path path = machine.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(path, FileTime.from(Examples.NOW.minusSeconds(600)));
    }

    private List<CrashEvidence> told() {
        return face.desk.told.stream()
                .map(told -> (CrashEvidence) ((List<?>) told).get(0))
                .toList();
    }

    private CrashLog log(int number) {
        return (CrashLog) ((List<?>) face.desk.told.get(number)).get(1);
    }

    private void everyFamily() throws IOException {
        write("crash/127.0.0.1-2026-11-22-09:49:00/vmcore", "KDUMP   \0\0CRASHTIME=1795340925\n\0\0");
        write("crash/127.0.0.1-2026-11-22-09:49:00/vmcore-dmesg.txt", LOG);
        write("crash/202611220949/dump-incomplete", "KDUMP");
        write("crash/202611220949/dmesg.202611220949", LOG);
        write("crash/2026-11-22-09-49/dmesg", LOG);
        write("crash/2026-11-22-09-49/README.txt", "Kernel crashdump\nvmcore status: deleted (4 < 64)\n");
        write("crash/vmcore-127.0.0.1-2026-11-22-09:49:00/type", "vmcore");
        write("crash/vmcore-127.0.0.1-2026-11-22-09:49:00/vmcore", "KDUMP");
        write("crash/kexec_cmd", "kexec -p");
        write("pstore/1795340925/001/dmesg-efi_pstore-179534092501001", "Panic#1 Part1\n" + LOG.substring(40));
        write("pstore/1795340925/001/dmesg-efi_pstore-179534092502001", "Panic#1 Part2\n" + LOG.substring(0, 40));
        write("pstore/dmesg-ramoops-0", "Shutdown#1 Part1\nreboot: Power down\n");
    }

    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (String folder : List.of("crash", "pstore")) {
            try (var files = Files.walk(machine.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    state.append(file)
                            .append(' ')
                            .append(Files.getLastModifiedTime(file))
                            .append('\n');
                }
            }
        }
        return state.toString();
    }

    @Test
    void tellsEveryKindOfCrashOnceAndTouchesNone() throws IOException, InterruptedException {
        everyFamily();
        String before = state();

        Ran first = run("crash-upload.sh");

        assertThat(first.status()).as(first.out()).isZero();
        assertThat(told())
                .extracting(CrashEvidence::family)
                .containsExactlyInAnyOrder(
                        CrashFamily.RHEL, CrashFamily.DEBIAN, CrashFamily.SUSE, CrashFamily.ABRT, CrashFamily.PSTORE);
        CrashEvidence rhel = told().stream()
                .filter(one -> one.family() == CrashFamily.RHEL)
                .findFirst()
                .orElseThrow();
        assertThat(rhel.time())
                .isEqualTo(new CrashTime(Instant.ofEpochSecond(1_795_340_925), 2, CrashTime.Source.KERNEL));
        assertThat(rhel.release()).isEqualTo("6.1.0-56-amd64");
        assertThat(rhel.complete()).isTrue();
        assertThat(told())
                .filteredOn(one -> one.family() == CrashFamily.SUSE)
                .singleElement()
                .satisfies(suse -> assertThat(suse.why()).contains("deleted (4 < 64)"));
        int pstore = told().stream().map(CrashEvidence::family).toList().indexOf(CrashFamily.PSTORE);
        assertThat(log(pstore).text()).isEqualTo(LOG);
        assertThat(told().get(pstore).time().source()).isEqualTo(CrashTime.Source.KERNEL);

        Ran second = run("crash-upload.sh");
        assertThat(second.status()).isZero();
        assertThat(told()).hasSize(5);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void tellsAgainWhatIsMoreCompleteByNow() throws IOException, InterruptedException {
        write("crash/202611220949/dump-incomplete", "KDUMP");
        write("crash/202611220949/dmesg.202611220949", LOG);
        run("crash-upload.sh");
        Files.move(
                machine.resolve("crash/202611220949/dump-incomplete"),
                machine.resolve("crash/202611220949/dump.202611220949"));

        run("crash-upload.sh");

        assertThat(told()).extracting(CrashEvidence::complete).containsExactly(false, true);
    }

    @Test
    void triesAgainLaterWhatWasNotTaken() throws IOException, InterruptedException {
        write("crash/127.0.0.1-2026-11-22-09:49:00/vmcore-dmesg.txt", LOG);
        environment.put("PATCHRISK_HOST", "nobody");
        Ran refused = run("crash-upload.sh");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("status 404").contains("unknown_host");

        environment.put("PATCHRISK_HOST", "web-01");
        assertThat(run("crash-upload.sh").status()).isZero();

        assertThat(told()).hasSize(1);
    }

    @Test
    void aDryRunSendsAndRemembersNothing() throws IOException, InterruptedException {
        everyFamily();

        Ran dry = run("crash-upload.sh", "--dry-run");

        assertThat(dry.status()).isZero();
        assertThat(dry.out()).contains("path: " + machine.resolve("crash/202611220949"), "crashed_at: 1795340925");
        assertThat(face.desk.told).isEmpty();
        assertThat(machine.resolve("state")).doesNotExist();
    }

    @Test
    void survivesNamesThatNobodyExpects() throws IOException, InterruptedException {
        write("crash/127.0.0.1-2026-11-22-09:49:00/vmcore-dmesg.txt", LOG);
        write("crash/127.0.0.1-2026-11-22-09:49:00/a\nfamily: suse", "x");
        write("crash/127.0.0.1-2026-11-22-09:49:00/-rf $(touch x) `id` *", "x");
        Files.createSymbolicLink(machine.resolve("crash/loop"), machine.resolve("crash"));
        Files.createSymbolicLink(machine.resolve("crash/127.0.0.1-2026-11-22-09:49:00/vmcore"), Path.of("/dev/zero"));
        for (int i = 0; i < 1_000; i++) {
            write("crash/127.0.0.1-2026-11-22-09:49:00/junk" + i, "");
        }

        Ran ran = run("crash-upload.sh");

        assertThat(ran.status()).as(ran.out()).isZero();
        assertThat(told()).singleElement().satisfies(evidence -> {
            assertThat(evidence.family()).isEqualTo(CrashFamily.RHEL);
            assertThat(evidence.files()).hasSize(200);
            assertThat(evidence.files().get(0).name()).isEqualTo("vmcore-dmesg.txt");
            assertThat(evidence.filesLeftOut()).isEqualTo(803);
        });
    }

    @Test
    void saysHowItIsUsed() throws IOException, InterruptedException {
        assertThat(run("crash-upload.sh", "--help").out()).contains("Usage:", "--dry-run", "PATCHRISK_STATE");
        assertThat(run("kdump-post.sh", "--help").out()).contains("Usage:", "extra_bins /usr/bin/curl");
        assertThat(run("crash-upload.sh", "--what").status()).isEqualTo(2);
        environment.put("PATCHRISK_URL", "");
        assertThat(run("crash-upload.sh").status()).isEqualTo(2);
    }

    /** What the crash kernel has: the memory of the dead kernel, and a tool that reads its log. */
    private void crashKernel() throws IOException {
        write("vmcore", "\u007fELF\0\0OSRELEASE=6.1.0-56-amd64\nCRASHTIME=1795340925\n\0");
        write("bin/vmcore-dmesg", "#!/bin/sh\ncat <<'TEXT'\n" + LOG + "TEXT\n");
        Files.setPosixFilePermissions(
                machine.resolve("bin/vmcore-dmesg"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("kdump.conf", "#path /no\npath /dumps\nextra_bins /usr/bin/curl\n");
        write("kdumproot/dumps/10.0.0.7-" + LocalDate.now(ZoneId.systemDefault()) + "-09:49:00/vmcore", "KDUMP");
        write("kdumproot/dumps/10.0.0.7-2020-01-01-09:49:00/vmcore", "another crash");
        environment.put("PATH", machine.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("PATCHRISK_VMCORE", machine.resolve("vmcore").toString());
        environment.put("PATCHRISK_KDUMP_CONF", machine.resolve("kdump.conf").toString());
        environment.put("PATCHRISK_DUMP_ROOTS", machine.resolve("kdumproot").toString());
    }

    @Test
    void theHookOfKdumpTellsOfTheCrashWithTheSettingsItWasInstalledWith() throws IOException, InterruptedException {
        crashKernel();
        Path hook = machine.resolve("hook.sh");
        Ran installed = run(
                "kdump-post.sh",
                "--install",
                hook.toString(),
                "--url",
                environment.get("PATCHRISK_URL"),
                "--host",
                "web-01");
        assertThat(installed.status()).as(installed.out()).isZero();
        environment.put("PATCHRISK_URL", "");
        environment.put("PATCHRISK_HOST", "");

        Process process = hook(hook);

        assertThat(process.exitValue()).isZero();
        assertThat(told()).singleElement().satisfies(evidence -> {
            assertThat(evidence.path()).contains("/dumps/10.0.0.7-").doesNotContain("2020");
            assertThat(evidence.time().at()).isEqualTo(Instant.ofEpochSecond(1_795_340_925));
            assertThat(evidence.release()).isEqualTo("6.1.0-56-amd64");
        });
        assertThat(log(0).text()).isEqualTo(LOG);
        assertThat(machine.resolve("patchrisk-kdump-post/body")).doesNotExist();
    }

    private Process hook(Path hook) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", hook.toString(), "0").inheritIO();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    @Test
    void theHookNeverFailsKdump() throws IOException, InterruptedException {
        crashKernel();
        environment.put("PATCHRISK_URL", "http://127.0.0.1:1");
        assertThat(run("kdump-post.sh", "1").status()).isZero();
        environment.put("PATCHRISK_VMCORE", machine.resolve("nothing").toString());
        environment.put("PATCHRISK_DUMP_ROOTS", "");
        assertThat(run("kdump-post.sh", "1").status()).isZero();
        environment.put("PATCHRISK_HOST", "");
        Ran unset = run("kdump-post.sh", "0");
        assertThat(unset.status()).isZero();
        assertThat(unset.out()).contains("--install");
    }
}
