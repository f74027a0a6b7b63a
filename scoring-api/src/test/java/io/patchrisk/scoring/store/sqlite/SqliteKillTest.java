// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.FactStoreContract;
import io.patchrisk.scoring.store.Retention;
import io.patchrisk.scoring.store.StoredFact;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} at any phase of a commit leaves behind. */
@Tag("slow")
class SqliteKillTest {

    private static final int KILLS = 50;

    /** Any number will do; this one is kept so that a failure can be looked for again. */
    private static final long SEED = 20_260_304;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatWasAcknowledgedIn50Kills() throws Exception {
        Path file = folder.resolve("facts.db");
        Random phases = new Random(SEED);
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < KILLS; round++) {
            List<String> numbers = appendAndKill(file, "r" + round, phases.nextInt(80_000));
            numbers.forEach(number -> acknowledged.addAll(AppendUntilKilled.keys(number)));

            assertThat(integrity(file)).as("after kill %d", round).isEqualTo("ok");
        }
        Set<String> kept = keysAfterReopening(file);

        assertThat(kept).hasSizeGreaterThan(KILLS).containsAll(acknowledged);
        assertThat(kept.size() % 3).as("facts of appends that were torn").isZero();
        // Else the kills did not hit the moments that matter: some commits were not acknowledged any more.
        assertThat(kept.size()).isGreaterThan(acknowledged.size());
    }

    /** The numbers that the program had printed when it was killed, so many microseconds after the first. */
    private static List<String> appendAndKill(Path file, String round, int micros)
            throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendUntilKilled.class.getName(),
                        file.toString(),
                        round)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> numbers = new ArrayList<>();
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            numbers.add(completeLine(lines));
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
            // The handle leaves the pipe open, in which there may be more numbers.
            program.toHandle().destroyForcibly();
            for (String line = completeLine(lines); !line.isEmpty(); line = completeLine(lines)) {
                numbers.add(line);
            }
        }
        // 128 + SIGKILL: it was killed and did not give up by itself.
        assertThat(program.waitFor()).isEqualTo(137);
        return numbers;
    }

    /** The next line with its end, or nothing: the last one may be cut. */
    private static String completeLine(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c == '\n') {
                return line.toString();
            }
            line.append((char) c);
        }
        return "";
    }

    private static Set<String> keysAfterReopening(Path file) {
        Vertx vertx = Vertx.vertx();
        FactStore store = FactStoreContract.await(
                SqliteFactStore.open(vertx, file, new Retention(new TreeMap<>(), 1L << 40), InstantSource.system()));
        Set<String> keys = new HashSet<>();
        for (StoredFact stored : FactStoreContract.readAll(store)) {
            assertThat(keys.add(stored.fact().key())).isTrue();
        }
        FactStoreContract.await(store.close());
        FactStoreContract.await(vertx.close());
        return keys;
    }

    private static String integrity(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.next() ? row.getString(1) : "nothing";
        }
    }
}
