// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service on real kernels, which it sees by their own netconsole and node_exporter alone. One loads a live patch that
 * leaves a function as it is, one a patch that makes the same function dereference NULL, and one none.
 */
@Tag("kernel")
class RealKernelTest {

    /** Both patch file_write_and_wait_range, which each fsync of the guest's workload calls. */
    private static final String GOOD = "livepatch_046";

    private static final String FAULTY = "livepatch_048";

    /** Boot, one scrape, and a before window of a minute; a kernel takes 13 s to its programs when it has a core to itself. */
    private static final Duration READY = Duration.ofSeconds(180);

    /** The kernel itself speeds up a transition after 15 s. */
    private static final Duration NOTICED = Duration.ofSeconds(45);

    /** A soak of half a minute, and some looks more. */
    private static final Duration AFTER = Duration.ofSeconds(45);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = UnderTarget.class)
    private Path folder;

    private final List<Guest> guests = new ArrayList<>();
    private final int port = Servers.freeUdpPort();

    RealKernelTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        for (Guest guest : guests) {
            guest.close();
        }
    }

    @Test
    @ExtendWith(Bootable.class)
    @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void stopsTheFaultyPatchAndNotTheGoodOne() throws Exception {
        System.out.println("logs of kernels and service, kept where this fails: " + folder);
        Config config = new Config(folder).emulatedHosts();
        Guest good = boot("good", config);
        Guest faulty = boot("faulty", config);
        boot("untouched", config);
        try (ServiceProcess service = ServiceProcess.start(config)) {
            for (Guest guest : guests) {
                System.out.println("booted " + guest.ready());
            }
            declare(service, "good", GOOD);
            declare(service, "faulty", FAULTY);
            mayBegin(service, "good");
            mayBegin(service, "faulty");

            good.load(GOOD);
            faulty.load(FAULTY);

            patched(service, "good");
            stops(service);
            holdsTheGoodOneForWantOfHosts(service);
            faulty.disable(FAULTY);
            staysStoppedAfterTheRollback(service);
            accountsForEachDatagram(service);
        }
    }

    /** Starts a guest that is a host of the service. */
    private Guest boot(String host, Config config) throws IOException {
        String address = "127.0.3." + (guests.size() + 1);
        Guest guest = Guest.start(folder.resolve(host), address, port, GOOD, FAULTY);
        guests.add(guest);
        config.scrape(host, guest.metrics()).kernel(host, address, port);
        return guest;
    }

    private static void declare(ServiceProcess service, String name, String module) throws Exception {
        Reply patch = service.api().post("/api/v1/patches", """
                {"id": "%s", "kind": "live", "modules": ["%s"]}""".formatted(name, module));
        assertThat(patch.status()).as(patch.text()).isEqualTo(201);
        Reply rollout = service.api().post("/api/v1/rollouts", """
                {"id": "%1$s", "patch": "%1$s", "mode": "enforcing",
                 "waves": [{"name": "canary", "hosts": ["%1$s"]}, {"name": "rest", "hosts": ["untouched"]}]}""".formatted(name));
        assertThat(rollout.status()).as(rollout.text()).isEqualTo(201);
    }

    /** Metrics, a full before window and a proven kernel log are what the first host may be patched on. */
    private static void mayBegin(ServiceProcess service, String rollout) throws Exception {
        Reply gate = Eventually.await(
                "the first host may be patched", READY, () -> service.gate(rollout), RealKernelTest::proceeds);
        assertThat(gate.json().path("basis").asText()).isEqualTo("preflight");
    }

    private static boolean proceeds(Reply gate) {
        return gate.decision().equals("proceed");
    }

    /** Nobody told the service: it read the kernel's messages. */
    private static void patched(ServiceProcess service, String rollout) throws Exception {
        Eventually.await(
                "the kernel has said that it is patched",
                NOTICED,
                () -> place(service, rollout),
                place -> place.path("patch_state").asText().equals("patched")
                        && place.path("observed_at").isTextual()
                        && place.path("claimed_at").isNull());
    }

    private static JsonNode place(ServiceProcess service, String rollout) throws Exception {
        return service.api()
                .get("/api/v1/hosts/" + rollout)
                .json()
                .path("rollouts")
                .path(0);
    }

    private static void stops(ServiceProcess service) throws Exception {
        Reply gate = Eventually.await(
                "the faulty patch is stopped",
                NOTICED,
                () -> service.gate("faulty"),
                answer -> answer.decision().equals("stop"));
        say("faulty", gate);
        assertThat(codes(gate)).contains("crash_attributed");
        assertThat(gate.json().path("rollback_hosts"))
                .extracting(JsonNode::asText)
                .containsExactly("faulty");
        assertThat(service.api().get("/api/v1/gate?rollout=faulty&enforce=true").status())
                .isEqualTo(403);
        assertThat(events(service, "faulty")).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("function").asText()).contains("file_write_and_wait_range");
            assertThat(event.path("attributed").asBoolean()).isTrue();
            assertThat(event.path("sample").asText()).contains("[" + FAULTY + "]");
        });
    }

    /** One host with one control cannot clear a patch: what is awaited is every reason but a fault. */
    private static void holdsTheGoodOneForWantOfHosts(ServiceProcess service) throws Exception {
        Set<String> decisions = new TreeSet<>();
        long end = System.nanoTime() + AFTER.toNanos();
        Reply gate = Eventually.await(
                "a last answer",
                AFTER.plusSeconds(30),
                () -> {
                    Reply answer = service.gate("good");
                    decisions.add(answer.decision());
                    return answer;
                },
                answer -> System.nanoTime() > end);
        say("good", gate);
        assertThat(decisions).containsExactly("hold");
        assertThat(gate.json().path("basis").asText()).isEqualTo("evidence");
        assertThat(gate.json().path("risk").isNumber()).isTrue();
        assertThat(gate.json().path("coverage").path("full").asInt()).isEqualTo(1);
        assertThat(gate.json().path("coverage").path("controls").asInt()).isEqualTo(1);
        assertThat(codes(gate)).contains("underpowered").noneMatch(code -> code.startsWith("crash"));
        assertThat(events(service, "good")).isEmpty();
    }

    private static void staysStoppedAfterTheRollback(ServiceProcess service) throws Exception {
        Eventually.await(
                "the kernel has said that the patch is off again",
                NOTICED,
                () -> place(service, "faulty"),
                place -> place.path("patch_state").asText().equals("rolled_back"));
        assertThat(service.gate("faulty").decision()).isEqualTo("stop");
    }

    private static void accountsForEachDatagram(ServiceProcess service) throws Exception {
        Metrics metrics = Eventually.await(
                "everything is stored",
                NOTICED,
                service::metrics,
                seen -> netconsole(seen, "received") > 0
                        && netconsole(seen, "received")
                                == netconsole(seen, "stored")
                                        + netconsole(seen, "rejected")
                                        + netconsole(seen, "dropped"));
        assertThat(netconsole(metrics, "rejected") + netconsole(metrics, "dropped"))
                .isZero();
    }

    private static double netconsole(Metrics metrics, String what) {
        return metrics.sum("patchrisk_ingest_" + what + "_total", "source=\"netconsole\"");
    }

    private static void say(String rollout, Reply gate) {
        System.out.println(
                rollout + ": " + gate.decision() + ", risk " + gate.json().path("risk"));
        gate.json()
                .path("reasons")
                .forEach(reason -> System.out.println("  " + reason.path("code").asText() + ": "
                        + reason.path("text").asText()));
    }

    private static List<String> codes(Reply gate) {
        List<String> codes = new ArrayList<>();
        gate.json()
                .path("reasons")
                .forEach(reason -> codes.add(reason.path("code").asText()));
        return codes;
    }

    private static JsonNode events(ServiceProcess service, String rollout) throws Exception {
        return service.api()
                .get("/api/v1/rollouts/" + rollout + "/events")
                .json()
                .path("events");
    }
}
