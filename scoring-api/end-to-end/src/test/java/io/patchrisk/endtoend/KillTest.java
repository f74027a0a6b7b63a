// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.scoring.store.StoredFact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} of the service under load leaves behind. */
@Tag("slow")
class KillTest {

    private static final int KILLS = Integer.getInteger("patchrisk.kills", 50);

    /** Any number will do; this one is kept so that a failure can be looked for again. */
    private static final long SEED = 20_260_411;

    /** Kills fall into so much time after the first answer; a commit takes some milliseconds of it. */
    private static final int PHASE_MICROS = 600_000;

    /** Every so many kills one comes later by so much: only then are there lines that must not be lost. */
    private static final int LATE = 5;

    private static final Duration LATER = Duration.ofSeconds(3);

    /** Beside what this machine takes to answer a push: what is heard waits for a commit behind those. */
    private static final Duration LOST_AT_MOST = Duration.ofSeconds(1);

    private static final Pattern NUMBERED = Pattern.compile("\"kernel line (\\d+)\"");

    @TempDir
    private Path folder;

    /** A message that a kernel sent while the service was up. */
    private record Sent(long number, long nanos) {}

    @Test
    void losesNothingThatWasAcknowledgedAndCountsWhatUdpLost() throws Exception {
        int udp = Servers.freeUdpPort();
        Config config = new Config(folder).host("h1").kernel("k1", "127.0.1.7", udp);
        Random phases = new Random(SEED);
        Set<String> acknowledged = new TreeSet<>();
        Set<Long> owed = new TreeSet<>();
        long printed;
        long missing;
        try (NumberingKernel kernel = new NumberingKernel(new Kernel("127.0.1.7", udp))) {
            for (int round = 0; round < KILLS; round++) {
                long up;
                List<Sent> sent;
                long killed;
                long behind;
                ServiceProcess service = ServiceProcess.start(config);
                try (Pushers pushers = new Pushers(service.api(), "h1", "k" + round)) {
                    up = System.nanoTime();
                    if (round == 0) {
                        declareRollout(service.api());
                    }
                    Eventually.await("a push", Duration.ofSeconds(20), pushers::acknowledged, keys -> !keys.isEmpty());
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(phases.nextInt(PHASE_MICROS))
                            + (round % LATE == 0 ? LATER.toNanos() : 0));
                    behind = pushers.slowest();
                    killed = System.nanoTime();
                    service.kill();
                    pushers.stop();
                    acknowledged.addAll(pushers.acknowledged());
                    assertThat(pushers.refused()).as("after kill %d", round).isEmpty();
                    sent = kernel.sent();
                }
                sent.stream()
                        .filter(line -> line.nanos() > up && line.nanos() < killed - behind - LOST_AT_MOST.toNanos())
                        .forEach(line -> owed.add(line.number()));
            }
            try (ServiceProcess service = ServiceProcess.start(config)) {
                long last = kernel.stop();
                Eventually.await(
                        "the last line is stored",
                        Duration.ofSeconds(20),
                        service::metrics,
                        metrics -> metrics.sum("patchrisk_ingest_received_total", "source=\"netconsole\"") > 0
                                && metrics.sum("patchrisk_ingest_received_total", "source=\"netconsole\"")
                                        == metrics.sum("patchrisk_ingest_stored_total", "source=\"netconsole\""));
                printed = last;
                missing = (long) service.metrics().sum("patchrisk_kernel_messages_missing_total");
            }
        }
        List<StoredFact> facts = StoredKeys.facts(config.store());
        Set<String> kept = new HashSet<>();
        Set<Long> heard = new TreeSet<>();
        for (StoredFact stored : facts) {
            kept.add(stored.fact().key());
            Matcher numbers = NUMBERED.matcher(stored.fact().body());
            while (numbers.find()) {
                heard.add(Long.valueOf(numbers.group(1)));
            }
        }
        System.out.printf(
                "%d kills: %d facts acknowledged, %d stored; %d kernel lines printed, %d stored, %d counted as missing%n",
                KILLS, acknowledged.size(), kept.size(), printed, heard.size(), missing);

        int promised = acknowledged.size();
        assertThat(promised).isGreaterThan(KILLS);
        acknowledged.removeAll(kept);
        assertThat(acknowledged).as("acknowledged, and not there").isEmpty();
        // Else the kills did not hit the moments that matter: some commits were not acknowledged any more.
        assertThat(pushed(kept)).isGreaterThan(promised);
        assertThat(owed).as("kernel lines that must be there").hasSizeGreaterThan(KILLS);
        owed.removeAll(heard);
        assertThat(owed.size())
                .as("kernel lines that came more than %s before a kill, and are not there", LOST_AT_MOST)
                .isZero();
        long first = heard.iterator().next();
        long last = new ArrayList<>(heard).get(heard.size() - 1);
        assertThat(missing).isEqualTo(last - first + 1 - heard.size()).isPositive();
    }

    private static long pushed(Set<String> keys) {
        return keys.stream()
                .filter(key -> key.contains("/h1/") && key.matches(".*k\\d+-\\d+.*"))
                .count();
    }

    private static void declareRollout(Api api) throws IOException, InterruptedException {
        assertThat(api.post("/api/v1/patches", "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"lp1\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(
                                "/api/v1/rollouts",
                                "{\"id\": \"r-h1\", \"patch\": \"p1\", \"waves\": [{\"name\": \"w1\", \"hosts\": [\"h1\"]}]}")
                        .status())
                .isEqualTo(201);
    }

    /** A kernel that prints numbered lines, 100 a second, whether or not somebody listens. */
    private static final class NumberingKernel implements AutoCloseable {

        private static final long PAUSE_NANOS = 10_000_000;

        private final Kernel kernel;
        private final List<Sent> sent = new ArrayList<>();
        private final Thread thread;
        private volatile boolean stopped;
        private volatile long last;

        NumberingKernel(Kernel kernel) {
            this.kernel = kernel;
            this.thread = new Thread(this::print, "numbering-kernel");
            thread.start();
        }

        private void print() {
            for (long number = 1; !stopped; number++) {
                long at = System.nanoTime();
                last = number;
                try {
                    kernel.print("kernel line " + number);
                } catch (IOException e) {
                    // Loopback says when nobody listens; a kernel does not even ask.
                    Thread.onSpinWait();
                }
                synchronized (sent) {
                    sent.add(new Sent(number, at));
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        List<Sent> sent() {
            synchronized (sent) {
                List<Sent> all = List.copyOf(sent);
                sent.clear();
                return all;
            }
        }

        /** Prints no more; returns how many lines there were. */
        long stop() throws InterruptedException {
            stopped = true;
            thread.join();
            return last;
        }

        @Override
        public void close() {
            stopped = true;
            kernel.close();
        }
    }
}
