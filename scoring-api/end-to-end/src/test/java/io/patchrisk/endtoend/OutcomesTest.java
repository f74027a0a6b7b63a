// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.outcome.OutcomeCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a rollout, told to the service as an operator runs it, and rows passed from one installation to another. */
class OutcomesTest {

    private static final int KILLS = 5;
    private static final int TELLERS = 3;
    private static final long SEED = 20_261_122;
    private static final int PHASE_MICROS = 300_000;

    private static final String OUTCOMES = "/api/v1/rollouts/r1/outcomes";
    private static final String TYPE = "application/json";

    @TempDir
    private Path folder;

    private static void declare(Api api) throws IOException, InterruptedException {
        assertThat(api.post("/api/v1/patches", "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"lp1\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(
                                "/api/v1/rollouts",
                                "{\"id\": \"r1\", \"patch\": \"p1\", \"waves\": [{\"name\": \"w1\", \"hosts\": [\"h1\"]}]}")
                        .status())
                .isEqualTo(201);
    }

    private static String report(String note) {
        return """
                {"happened": "harm", "cause": "patch", "cause_text": "writes hang", "source": "person", "by": "kim",
                 "watched_s": 600, "note": "%s"}""".formatted(note);
    }

    @Test
    @Tag("slow")
    void losesNoOutcomeThatWasAcknowledgedWhenTheServiceIsKilled() throws Exception {
        Config config = new Config(folder).host("h1");
        Random phases = new Random(SEED);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger number = new AtomicInteger();
        for (int round = 0; round < KILLS; round++) {
            ServiceProcess service = ServiceProcess.start(config);
            if (round == 0) {
                declare(service.api());
            }
            AtomicBoolean stopped = new AtomicBoolean();
            List<Thread> tellers = new ArrayList<>();
            int before = acknowledged.size();
            for (int i = 0; i < TELLERS; i++) {
                Thread teller = new Thread(() -> tell(service.api(), number, acknowledged, stopped));
                tellers.add(teller);
                teller.start();
            }
            Eventually.await("an outcome", Duration.ofSeconds(20), acknowledged::size, told -> told > before);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(phases.nextInt(PHASE_MICROS)));
            service.kill();
            stopped.set(true);
            for (Thread teller : tellers) {
                teller.join();
            }
        }
        try (ServiceProcess service = ServiceProcess.start(config)) {
            JsonNode list = service.api().get(OUTCOMES).json();
            Map<String, String> kept = new ConcurrentHashMap<>();
            list.path("outcomes")
                    .forEach(told ->
                            kept.put(told.path("note").asText(), told.path("id").asText()));
            assertThat(kept).containsAllEntriesOf(acknowledged);
            assertThat(list.path("label").asText()).isEqualTo("harmful");
            String any = acknowledged.keySet().iterator().next();
            Reply again = service.api().post(OUTCOMES, TYPE, any, report(any));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("id").asText()).isEqualTo(acknowledged.get(any));
            assertThat(service.api()
                            .post(OUTCOMES, TYPE, any, report("another"))
                            .status())
                    .isEqualTo(409);
            assertThat(service.api()
                            .get("/api/v1/rollouts/r1")
                            .json()
                            .at("/outcome/count")
                            .asInt())
                    .isEqualTo(kept.size());
            Eventually.await(
                    "the metric",
                    Duration.ofSeconds(20),
                    service::metrics,
                    metrics -> metrics.sum("patchrisk_outcomes", "label=\"harmful\"") == 1);
        }
    }

    /** Tells outcomes until the service is gone. */
    private static void tell(Api api, AtomicInteger number, Map<String, String> acknowledged, AtomicBoolean stopped) {
        while (!stopped.get()) {
            String note = "n" + number.incrementAndGet();
            try {
                Reply reply = api.post(OUTCOMES, TYPE, note, report(note));
                if (reply.status() == 201) {
                    acknowledged.put(note, reply.json().path("id").asText());
                }
            } catch (IOException e) {
                return; // The service was killed: whether this one was stored, nobody promised.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Test
    void passesRowsOnByTheCommandLine() throws Exception {
        Path rows = folder.resolve("theirs.csv");
        String good = row("00000000000000aa", "harmful,cause_named");
        Files.writeString(
                rows,
                String.join(",", OutcomeCsv.header()) + "\n" + good + row("=cmd|' /C calc'!A0", "harmful,cause_named")
                        + row("00000000000000ab", "unconfirmed,no_cause"));
        Path out = folder.resolve("all.csv");
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            String url = service.api().root().toString();

            Ended taken = run("outcomes", "import", rows.toString(), "--by", "kim", "--url", url);
            Ended again = run("outcomes", "import", rows.toString(), "--by", "kim", "--url", url);
            Ended given = run("outcomes", "export", "--out", out.toString(), "--url", url);

            assertThat(taken.status()).as(taken.toString()).isEqualTo(1);
            assertThat(taken.out()).contains("1 stored, 0 known already, 2 rejected");
            assertThat(taken.err())
                    .contains("theirs.csv line 3: value: run is ")
                    .contains("theirs.csv line 4: unconfirmed: ");
            assertThat(again.out()).contains("0 stored, 1 known already, 2 rejected");
            assertThat(given.status()).as(given.toString()).isZero();
            assertThat(given.out()).contains("1 rows written");
            assertThat(out).content().isEqualTo(String.join(",", OutcomeCsv.header()) + "\n" + good);
            assertThat(service.api().get("/api/v1/outcomes.csv").type()).isEqualTo("text/csv");
        }
        Ended nobody =
                run("outcomes", "export", "--out", out.toString(), "--url", "http://127.0.0.1:" + Servers.freePort());
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("cannot be asked").hasLineCount(1);
    }

    @Test
    void trainsACandidateAndSaysHowItDidAgainstTheModelInUse() throws Exception {
        Path table = labTable();
        String ask = "{\"by\": \"kim\", \"reason\": \"more\"}";
        try (ServiceProcess service = ServiceProcess.start(new Config(folder).labTable(table))) {
            Reply begun = service.api().post("/api/v1/models/candidates", TYPE, "k", ask);
            assertThat(begun.status()).as(begun.text()).isEqualTo(202);
            String id = begun.json().path("id").asText();

            JsonNode ended = Eventually.await(
                    "its end",
                    Duration.ofSeconds(60),
                    () -> service.api().get("/api/v1/models/candidates/" + id).json(),
                    view -> !view.path("state").asText().equals("running"));

            assertThat(ended.path("state").asText()).as(ended.toString()).isIn("written", "refused");
            assertThat(ended.at("/comparison/runs").asInt()).isEqualTo(60);
            assertThat(ended.at("/comparison/harmful_groups").asInt()).isEqualTo(6);
            boolean written = ended.path("state").asText().equals("written");
            assertThat(Files.exists(folder.resolve("candidates").resolve(id).resolve("model.pb")))
                    .isEqualTo(written);
            assertThat(service.api()
                            .post("/api/v1/models/candidates", TYPE, "k", ask)
                            .status())
                    .isEqualTo(200);
            assertThat(service.api().get("/api/v1/model").json().path("id").asText())
                    .isNotEqualTo(ended.path("model").asText());
        }
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            assertThat(service.api()
                            .get("/api/v1/models/candidates")
                            .json()
                            .at("/candidates/0/state")
                            .asText())
                    .isIn("written", "refused");
            assertThat(service.api()
                            .post("/api/v1/models/candidates", ask)
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("no_lab_table");
        }
    }

    /** A table as `dataset build` would make it, of made-up runs: harm shows in the first features. */
    private Path labTable() throws IOException {
        StringBuilder text = new StringBuilder("cohort,part,label,family,dose,visibility,patch,function,module_group,"
                + "family_group,kernel,clock,wave,matching,patched,controls,look,seconds,scrapes_compared,patched_compared,"
                + "controls_compared,interval,smallest_p,powered,smallest_effect,decision,reason,decided_by,patched_runs,"
                + "control_runs");
        for (Feature feature : Feature.values()) {
            text.append(',').append(feature.word());
        }
        Random random = new Random(SEED);
        for (int i = 0; i < 120; i++) {
            boolean harmful = i % 2 == 0;
            String group = (harmful ? "fault" : "fine") + i / 2 % 6;
            text.append("\nc" + i + "," + (i < 60 ? "train" : "test") + "," + (harmful ? "harmful," + group : "benign,")
                    + ",,," + group + ",f," + group + "," + group
                    + ",6.1,,w1,wave,1,12,end,60,10,1,12,2,0.001,true,,hold,"
                    + "soaking,policy,c" + i + ",");
            for (int f = 0; f < Feature.values().length; f++) {
                text.append(String.format(",%.6f", random.nextDouble() * (harmful && f < 6 ? 1 : 0.1)));
            }
        }
        return Files.writeString(folder.resolve("lab.csv"), text.append('\n'));
    }

    private static String row(String run, String label) {
        return run + ",CVE-1," + label + ",2026-05-01T00:00:00Z,proceed,2026-04-30T00:00:00Z,5,40," + Feature.VERSION
                + ",0.25".repeat(Feature.values().length) + "\n";
    }

    private record Ended(int status, String out, String err) {}

    private static Ended run(String... arguments) throws Exception {
        Process process = new ProcessBuilder(ServiceProcess.command(arguments)).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
