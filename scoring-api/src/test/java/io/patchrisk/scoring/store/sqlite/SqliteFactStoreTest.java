// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.FactStoreContract;
import io.patchrisk.scoring.store.Retention;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFactStoreTest extends FactStoreContract {

    @TempDir
    Path folder;

    @Override
    protected Future<FactStore> open(Retention retention, InstantSource clock) {
        return SqliteFactStore.open(vertx, file(), retention, clock);
    }

    private Path file() {
        return folder.resolve("state dir/facts.db");
    }

    @Test
    void letsNobodyElseReadItsFile() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file() + "-wal"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesOneFileWhenItIsClosed() throws IOException {
        FactStore second = reopen(ROOMY);
        stored(second, List.of(fact("a", "{}")));
        closeAll();

        try (var files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void turnsAppendsAwayWhenTooMuchWaits() throws SQLException {
        FactStore narrow = await(SqliteFactStore.open(vertx, file(), ROOMY, () -> NOW, 100_000));
        List<Future<Appended>> answers = new ArrayList<>();
        try (Connection blocker = connect(file());
                Statement statement = blocker.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (int i = 0; i < 20; i++) {
                answers.add(narrow.append(List.of(fact("k" + i, "\"" + "x".repeat(9_000) + "\""))));
            }
            statement.execute("ROLLBACK");
        }

        List<Appended> outcomes = answers.stream().map(FactStoreContract::await).toList();

        assertThat(outcomes.stream().filter(Appended.Overloaded.class::isInstance))
                .hasSize(10);
        assertThat(outcomes.stream().filter(Appended.Stored.class::isInstance)).hasSize(10);
        assertThat(await(narrow.state()).counts().overloaded()).isEqualTo(10);
        await(narrow.close());
    }

    @Test
    void canBeOpenedByManyAtOnceOnAnEmptyFolder() {
        Path fresh = folder.resolve("fresh/facts.db");

        List<Future<FactStore>> stores = IntStream.range(0, 8)
                .mapToObj(i -> SqliteFactStore.open(vertx, fresh, ROOMY, () -> NOW))
                .toList();

        for (int i = 0; i < stores.size(); i++) {
            assertThat(stored(await(stores.get(i)), List.of(fact("k" + i, "{}")))
                            .written())
                    .isEqualTo(1);
        }
        stores.forEach(each -> await(each.result().close()));
    }

    @Test
    void refusesTablesOfANewerProgram() throws SQLException {
        change("INSERT INTO migration VALUES (7, 'V007__later.sql', 'x', 0)");

        assertRefuses("was written by a newer Patchrisk (its tables are version 7, this program knows 1)");
    }

    @Test
    void refusesTablesOfAMigrationThatWasChangedLater() throws SQLException {
        change("UPDATE migration SET sha256 = 'abc'");

        assertRefuses("was made with another V001__facts.sql (SHA-256 abc)");
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws SQLException, IOException {
        closeAll();
        Files.delete(file());
        change("CREATE TABLE theirs (x)");

        assertRefuses("is the database of another program");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        closeAll();
        Files.writeString(file(), "my shopping list\n".repeat(100));

        assertRefuses("it is no SQLite file");
    }

    @Test
    void refusesADamagedFile() throws IOException {
        stored(
                reopen(ROOMY),
                IntStream.range(0, 2_000).mapToObj(i -> fact("k" + i, "{}")).toList());
        closeAll();
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 3 * 4096, 9 * 4096, (byte) 0x55);
        Files.write(file(), bytes);

        assertRefuses("damaged");
    }

    @Test
    void refusesANameThatTheDriverWouldMisread() {
        assertThatThrownBy(() -> await(SqliteFactStore.open(vertx, folder.resolve("a?mode=memory"), ROOMY, () -> NOW)))
                .hasMessageContaining("question mark");
    }

    @Test
    void saysWhatItCouldNotOpen() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("occupied"), "");

        assertThatThrownBy(() -> await(SqliteFactStore.open(vertx, inTheWay.resolve("facts.db"), ROOMY, () -> NOW)))
                .hasMessageContaining("open store " + inTheWay.resolve("facts.db"));
    }

    @Test
    void givesSpaceBackToTheDisk() throws IOException {
        String body = "\"" + "x".repeat(9_998) + "\"";
        FactStore roomy = reopen(ROOMY);
        for (int i = 0; i < 50; i++) {
            int group = i;
            stored(
                    roomy,
                    IntStream.range(0, 20)
                            .mapToObj(k -> fact(group + "-" + k, body))
                            .toList());
        }
        closeAll();
        long before = Files.size(file());

        await(reopen(retention(1_000_000)).prune(NOW));
        closeAll();

        assertThat(before).isGreaterThan(10_000_000);
        assertThat(Files.size(file())).isLessThan(1_500_000);
    }

    @Test
    void letsAppendsThroughBetweenTheSlicesOfPruning() {
        FactStore store = reopen(ROOMY);
        stored(
                store,
                IntStream.range(0, 5_000).mapToObj(i -> fact("k" + i, "{}")).toList());
        List<String> done = Collections.synchronizedList(new ArrayList<>());

        Future<?> pruned = store.prune(NOW.plusSeconds(400_000)).onSuccess(ignored -> done.add("pruned"));
        Future<?> appended =
                store.append(List.of(fact("new", "decision", NOW))).onSuccess(ignored -> done.add("appended"));
        await(Future.all(pruned, appended));

        assertThat(done).containsExactly("appended", "pruned");
        assertThat(keys(store)).containsExactly("new");
    }

    private void assertRefuses(String message) {
        assertThatThrownBy(() -> await(open(ROOMY, () -> NOW))).hasMessageContaining(message);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = connect(file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
