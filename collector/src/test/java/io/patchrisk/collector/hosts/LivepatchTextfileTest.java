// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.patchrisk.collector.hosts.Script.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The textfile script on a folder in the kernel's place, and what the real node_exporter makes of its file. */
class LivepatchTextfileTest {

    private static final Path NODE_EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");
    private static final Pattern FAMILY = Pattern.compile("(?m)^  family (\\w+) ");

    @TempDir
    private Path folder;

    private Path root;
    private Path textfiles;
    private Script script;

    @BeforeEach
    void setUp() throws IOException {
        root = folder.resolve("root");
        textfiles = Files.createDirectories(folder.resolve("textfiles"));
        script = new Script("livepatch-textfile.sh", folder);
        script.environment("PATCHRISK_ROOT", root.toString());
        script.command("date", "echo 2000000100");
        put("proc/sys/kernel/random/boot_id", "b1");
        put("proc/uptime", "0.09 0.01");
    }

    @Test
    void tellsEverythingToTheRealNodeExporter() throws Exception {
        assumeThat(NODE_EXPORTER)
                .as("node_exporter is not installed: the file is not read by it")
                .exists();
        run();
        livePatch("livepatch_demo", 1, 1);
        put("sys/kernel/livepatch/livepatch_demo/replace", "1");
        put("sys/kernel/livepatch/livepatch_demo/stack_order", "1");
        put("sys/kernel/livepatch/livepatch_demo/vmlinux/patched", "1");
        put("sys/module/livepatch_demo/version", "1.2 \"x\"");
        everythingElse();
        run();

        String scrape = scrape();

        assertThat(scrape).contains("node_textfile_scrape_error 0\n");
        Set<String> told = new TreeSet<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> told.add(line.replaceFirst("[{ ].*", "")));
        assertThat(told).containsAll(families());
        assertThat(told.stream().filter(name -> name.matches("(livepatch|kernel|kdump|pstore)_.*")))
                .hasSameSizeAs(families());
    }

    @Test
    void hasNoPatchesWhereTheKernelHasNoLivePatching() throws Exception {
        Ran ran = run();

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(ran.said()).isEmpty();
        assertThat(series())
                .contains("livepatch_available 0", "livepatch_patches 0", "livepatch_collector_success 1")
                .contains("livepatch_collector_last_run_timestamp_seconds 2000000100")
                .noneMatch(line -> line.startsWith("livepatch_enabled"));
    }

    @Test
    void knowsSinceWhenAPatchIsThereOnlyIfItSawItCome() throws Exception {
        livePatch("lp_old", 1, 0);
        run();
        livePatch("lp_new", 1, 1);
        run();
        script.command("date", "echo 2000000160");
        livePatch("lp_new", 1, 0);
        run();

        assertThat(series())
                .contains("livepatch_applied_timestamp_seconds{patch=\"lp_new\"} 2000000100")
                .noneMatch(line -> line.startsWith("livepatch_applied_timestamp_seconds{patch=\"lp_old\"}"))
                .noneMatch(line -> line.startsWith("livepatch_transition_since"));

        put("proc/sys/kernel/random/boot_id", "b2");
        run();
        assertThat(series())
                .as("after a reboot patches are applied again, which opens no rollout")
                .contains("livepatch_enabled{patch=\"lp_new\"} 1")
                .noneMatch(line -> line.startsWith("livepatch_applied"));
    }

    @Test
    void saysSinceWhenATransitionLastsAndHowManyTasksAreLeft() throws Exception {
        livePatch("lp1", 1, 1);
        int[] states = {0, 1, 0, 1, 1};
        for (int i = 0; i < states.length; i++) {
            put("proc/" + (100 + i) + "/task/" + (100 + i) + "/patch_state", states[i] + "");
        }
        run();
        script.command("date", "echo 2000000900");
        run();

        assertThat(series())
                .contains("livepatch_transition_since_timestamp_seconds{patch=\"lp1\"} 2000000100")
                .contains("livepatch_unpatched_tasks{patch=\"lp1\"} 2");

        livePatch("lp1", 0, 1);
        run();
        assertThat(series())
                .as("on the way back those count that are still in the new code")
                .contains("livepatch_unpatched_tasks{patch=\"lp1\"} 3");
    }

    @Test
    void keepsHostileNamesFromCostingTheFile() throws Exception {
        assumeThat(NODE_EXPORTER)
                .as("node_exporter is not installed: the file is not read by it")
                .exists();
        for (String name : List.of(
                "a\"} 1\nnode_load1 9", "b\\", "c d", "c?d", "-rf", "$(touch x)", "ü", "{x}", "n".repeat(200))) {
            livePatch(name, 1, 0);
        }
        put("proc/sys/kernel/tainted", "0x41; reboot");
        put("sys/kernel/oops_count", "NaN");

        Ran ran = run();
        String scrape = scrape();

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(scrape)
                .contains("node_textfile_scrape_error 0\n")
                .contains("livepatch_patches 8\n")
                .contains("livepatch_patches_left_out 1\n")
                .contains("livepatch_enabled{patch=\"b\\\\\"} 1\n")
                .contains("livepatch_enabled{patch=\"" + "n".repeat(128) + "\"} 1\n")
                .contains("livepatch_collector_success 1\n")
                .doesNotContain("node_load1 9\n")
                .doesNotContain("kernel_tainted");
    }

    @Test
    void tellsSixteenPatchesAndCountsTheOthers() throws Exception {
        for (int i = 0; i < 40; i++) {
            livePatch("lp%02d".formatted(i), 1, 0);
        }
        run();

        assertThat(series()).contains("livepatch_patches 16", "livepatch_patches_left_out 24");
    }

    @Test
    void saysThatItFailedWhereAPatchCannotBeRead() throws Exception {
        livePatch("lp1", 1, 0);
        put("sys/kernel/livepatch/lp2/enabled", "?");
        run();

        assertThat(series())
                .contains("livepatch_enabled{patch=\"lp1\"} 1", "livepatch_collector_success 0")
                .noneMatch(line -> line.contains("lp2"));
    }

    @Test
    void leavesTheOldFileWhereTheNewOneCannotBeWritten() throws Exception {
        Path elsewhere = folder.resolve("not-there");

        Ran ran = script.run("--directory", elsewhere.toString(), "--state", folder.resolve("state") + "");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.said()).contains("cannot be written");
        run();
        assertThat(Files.list(textfiles).map(Path::getFileName)).containsExactly(Path.of("livepatch.prom"));
        assertThat(Files.readString(textfiles.resolve("livepatch.prom")))
                .endsWith("\n")
                .doesNotContain("\r");
    }

    @Test
    void writesNothingInADryRunAndRemovesWhatItWrote() throws Exception {
        assertThat(script.run(arguments("--dry-run")).said()).contains("livepatch_patches 0");
        assertThat(textfiles).isEmptyDirectory();
        run();
        assertThat(script.run(arguments("--remove")).status()).isZero();
        assertThat(textfiles).isEmptyDirectory();
        assertThat(folder.resolve("state")).isEmptyDirectory();
        assertThat(script.run("--help").said()).contains("Usage:", "--dry-run");
        assertThat(script.run("--state").said()).contains("needs a value");
        assertThat(script.run("--wrong").status()).isEqualTo(1);
    }

    private void everythingElse() throws IOException {
        for (String count :
                List.of("oops_count", "warn_count", "softlockup_count", "hardlockup_count", "rcu_stall_count")) {
            put("sys/kernel/" + count, "3");
        }
        put("sys/kernel/kexec_crash_loaded", "1");
        put("proc/sys/kernel/hung_task_detect_count", "2");
        put("proc/sys/kernel/tainted", "32896");
        put("proc/7/task/7/patch_state", "0");
        put("var/crash/202611220304/dump.202611220304", "");
        put("var/crash/127.0.0.1-2026-11-22/vmcore", "");
        put("var/crash/127.0.0.1-2026-11-22/vmcore-dmesg.txt", "");
        put("sys/fs/pstore/dmesg-efi-1", "");
    }

    private void livePatch(String name, int enabled, int transition) throws IOException {
        put("sys/kernel/livepatch/" + name + "/enabled", enabled + "");
        put("sys/kernel/livepatch/" + name + "/transition", transition + "");
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private Ran run() throws Exception {
        Ran ran = script.run(arguments());
        assertThat(ran.status()).as(ran.said()).isZero();
        return ran;
    }

    private String[] arguments(String... more) {
        Stream<String> folders =
                Stream.of("--directory", textfiles.toString(), "--state", folder.resolve("state") + "");
        return Stream.concat(folders, Stream.of(more)).toArray(String[]::new);
    }

    private List<String> series() throws IOException {
        return Files.readAllLines(textfiles.resolve("livepatch.prom"));
    }

    /** All metrics that the script can tell. */
    private static Set<String> families() throws IOException {
        Set<String> families = new TreeSet<>();
        Matcher family = FAMILY.matcher(Files.readString(Script.FOLDER.resolve("livepatch-textfile.sh")));
        while (family.find()) {
            families.add(family.group(1));
        }
        assertThat(families).hasSizeGreaterThan(20);
        return families;
    }

    /** What a node_exporter says whose only collector is that of text files. */
    private String scrape() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process exporter = new ProcessBuilder(
                        NODE_EXPORTER.toString(),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--collector.disable-defaults",
                        "--collector.textfile",
                        "--collector.textfile.directory=" + textfiles)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node_exporter.log").toFile())
                .start();
        try {
            return metrics(URI.create("http://127.0.0.1:" + port + "/metrics"));
        } finally {
            exporter.destroy();
            exporter.waitFor();
        }
    }

    private static String metrics(URI address) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        IOException last = new IOException("not asked");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                return client.send(request, BodyHandlers.ofString()).body();
            } catch (IOException notYet) {
                last = notYet;
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new AssertionError("node_exporter does not answer", last);
    }
}
