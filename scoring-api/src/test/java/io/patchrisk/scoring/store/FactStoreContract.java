// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of {@link FactStore} promises. A subclass says how a store on the same facts is opened. */
public abstract class FactStoreContract {

    protected static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");
    protected static final Retention ROOMY = retention(1L << 40);

    protected final Vertx vertx = Vertx.vertx();
    private final List<FactStore> opened = new ArrayList<>();
    private FactStore store;

    /** Opens one more store on the facts of this test; for every test they are empty at first. */
    protected abstract Future<FactStore> open(Retention retention, InstantSource clock);

    @BeforeEach
    void openStore() {
        store = reopen(ROOMY);
    }

    @AfterEach
    void closeEverything() {
        closeAll();
        await(vertx.close());
    }

    /** Closes all stores that the test has opened. */
    protected final void closeAll() {
        opened.forEach(each -> await(each.close()));
    }

    @Test
    void givesFactsBackAsTheyWereInTheOrderTheyWereTaken() {
        NewFact first =
                new NewFact("a", "kernel_log", "web-1", NOW.minusSeconds(7), "{\"text\":\"ünïcödé 🐧 \\u0000\"}");
        NewFact second = new NewFact("b", "decision", "", NOW.minusSeconds(9), "{}");

        Appended.Stored stored = stored(store, List.of(first, second));

        assertThat(stored.written()).isEqualTo(2);
        assertThat(stored.seqs()).isSorted().doesNotHaveDuplicates();
        assertThat(readAll(store))
                .containsExactly(
                        new StoredFact(stored.seqs().get(0), NOW, first),
                        new StoredFact(stored.seqs().get(1), NOW, second));
    }

    @Test
    void takesARepeatedFactAgainWithoutWritingIt() {
        Appended.Stored once = stored(store, List.of(fact("a", "{}")));

        NewFact later = new NewFact("a", "reading", "web-1", NOW.plusSeconds(1), "{}");
        Appended.Stored again = stored(store, List.of(later, fact("b", "{}"), fact("b", "{}")));

        assertThat(again.written()).isEqualTo(1);
        assertThat(again.seqs().get(0)).isEqualTo(once.seqs().get(0));
        assertThat(again.seqs().get(2)).isEqualTo(again.seqs().get(1));
        assertThat(keys(store)).containsExactly("a", "b");
    }

    @Test
    void writesNothingOfAnAppendThatContradictsAStoredFact() {
        Appended.Stored before = stored(store, List.of(fact("a", "{}")));

        Appended answer = await(store.append(List.of(fact("b", "{}"), fact("a", "{\"other\":1}"))));

        assertThat(answer).isEqualTo(new Appended.Conflict("a", before.seqs().get(0)));
        assertThat(keys(store)).containsExactly("a");
    }

    @Test
    void writesNothingOfAnAppendThatContradictsItself() {
        Appended answer = await(store.append(List.of(fact("a", "{}"), fact("a", "{\"other\":1}"))));

        assertThat(answer).isInstanceOf(Appended.Conflict.class);
        assertThat(readAll(store)).isEmpty();
    }

    @Test
    void oneContradictionDoesNotHarmTheAppendsBesideIt() {
        List<Future<Appended>> answers = IntStream.range(0, 300)
                .mapToObj(i -> store.append(
                        List.of(fact("k" + i, "{}"), fact("same", i % 3 == 0 ? "{\"by\":" + i + "}" : "{\"by\":0}"))))
                .toList();

        List<Appended> outcomes = answers.stream().map(FactStoreContract::await).toList();

        assertThat(outcomes.stream().filter(Appended.Conflict.class::isInstance))
                .hasSize(99);
        assertThat(readAll(store)).hasSize(300 - 99 + 1);
    }

    @Test
    void takesAnAppendOfNothing() {
        assertThat(stored(store, List.of())).isEqualTo(new Appended.Stored(List.of(), 0));
    }

    @Test
    void refusesABodyThatIsTooLargeAndTakesTheLargest() {
        String largest = "\"" + "x".repeat(NewFact.MAX_BODY_BYTES - 2) + "\"";

        Appended tooLarge = await(store.append(List.of(fact("a", "{}"), fact("b", largest + " "))));

        assertThat(refusal(tooLarge)).isEqualTo(Appended.Refusal.BODY_TOO_LARGE);
        assertThat(stored(store, List.of(fact("c", largest))).written()).isEqualTo(1);
        assertThat(keys(store)).containsExactly("c");
    }

    @Test
    void refusesABodyThatWouldComeBackAsAnother() {
        assertThat(refusal(await(store.append(List.of(fact("a", "{\"\0\":1}"))))))
                .isEqualTo(Appended.Refusal.BODY_NOT_TEXT);
        assertThat(refusal(await(store.append(List.of(fact("a", "{\"\uD83D\":1}"))))))
                .isEqualTo(Appended.Refusal.BODY_NOT_TEXT);
        assertThat(readAll(store)).isEmpty();
    }

    @Test
    void refusesAnAppendOfTooMuchAtOnce() {
        List<NewFact> many =
                IntStream.range(0, 100_000).mapToObj(i -> fact("k" + i, "{}")).toList();

        assertThat(refusal(await(store.append(many)))).isEqualTo(Appended.Refusal.BATCH_TOO_LARGE);
        assertThat(readAll(store)).isEmpty();
    }

    @Test
    void readsOnInPagesUntilTheEnd() {
        stored(store, IntStream.range(0, 25).mapToObj(i -> fact("k" + i, "{}")).toList());

        List<StoredFact> first = await(store.readAfter(0, 10));
        List<StoredFact> second = await(store.readAfter(first.get(9).seq(), 10));
        List<StoredFact> third = await(store.readAfter(second.get(9).seq(), 10));

        assertThat(List.of(first.size(), second.size(), third.size())).containsExactly(10, 10, 5);
        assertThat(await(store.readAfter(third.get(4).seq(), 10))).isEmpty();
    }

    @Test
    void readsLargeFactsInBoundedAnswersToTheLast() {
        String big = "\"" + "x".repeat(900_000) + "\"";
        for (int i = 0; i < 24; i++) {
            stored(store, List.of(fact("k" + i, big)));
        }

        assertThat(await(store.readAfter(0, 1_000))).hasSizeBetween(1, 23);
        assertThat(keys(store)).hasSize(24);
    }

    @Test
    void holdsEverythingAfterItIsOpenedAgain() {
        stored(store, List.of(fact("a", "{}"), fact("b", "{}")));
        await(store.close());

        FactStore again = reopen(ROOMY);

        assertThat(keys(again)).containsExactly("a", "b");
        assertThat(stored(again, List.of(fact("a", "{}"))).written()).isZero();
    }

    @Test
    void twoWritersAndTheirReadersSeeOneLogWithoutSkips() {
        FactStore other = reopen(ROOMY);
        List<Future<Appended>> answers = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            answers.add(store.append(List.of(fact("one-" + i, "{}"))));
            answers.add(other.append(List.of(fact("two-" + i, "{}"), fact("shared-" + i, "{}"))));
            answers.add(store.append(List.of(fact("shared-" + i, "{}"))));
            if (i % 20 == 0) {
                readOn(other, seen);
            }
        }
        answers.forEach(answer -> assertThat(await(answer)).isInstanceOf(Appended.Stored.class));
        readOn(other, seen);

        List<Long> all = readAll(store).stream().map(StoredFact::seq).toList();
        assertThat(all).hasSize(1_200).isSorted().doesNotHaveDuplicates();
        assertThat(seen).isEqualTo(all);
        assertThat(keys(store))
                .containsAll(IntStream.range(0, 400).mapToObj(i -> "one-" + i).toList());
    }

    @Test
    void removesWhatIsOlderThanItsKindIsKeptAndCountsIt() {
        stored(
                store,
                List.of(
                        fact("old", "reading", NOW.minus(Duration.ofHours(27))),
                        fact("young", "reading", NOW.minus(Duration.ofHours(25))),
                        fact("old-log", "kernel_log", NOW.minus(Duration.ofDays(31))),
                        fact("log", "kernel_log", NOW.minus(Duration.ofHours(27))),
                        fact("decision", "decision", NOW.minus(Duration.ofDays(4000)))));

        Pruned pruned = await(store.prune(NOW));

        assertThat(pruned.aged()).isEqualTo(Map.of("reading", 1L, "kernel_log", 1L));
        assertThat(pruned.overBudget()).isEmpty();
        assertThat(keys(store)).containsExactly("young", "log", "decision");
        assertThat(await(reopen(ROOMY).state()).pruned()).isEqualTo(pruned);
    }

    @Test
    void countsAgeFromTheTimeOfStoringWhereAHostsClockRunsAhead() {
        stored(store, List.of(fact("future", "reading", NOW.plus(Duration.ofDays(3650)))));

        await(store.prune(NOW.plus(Duration.ofHours(27))));

        assertThat(readAll(store)).isEmpty();
    }

    @Test
    void usesNoPlaceTwiceAfterTheNewestFactWasRemoved() {
        long seq = stored(store, List.of(fact("a", "reading", NOW))).seqs().get(0);
        await(store.prune(NOW.plus(Duration.ofDays(2))));
        await(store.close());

        FactStore again = reopen(ROOMY);

        assertThat(await(again.state()).lastSeq()).isEqualTo(seq);
        assertThat(stored(again, List.of(fact("b", "{}"))).seqs().get(0)).isGreaterThan(seq);
    }

    @Test
    void removesTheOldestOfEachPrunableKindWhenOverTheBudget() {
        FactStore small = reopen(retention(3_000_000));
        for (int hour = 19; hour >= 0; hour--) {
            stored(small, bulk("reading", hour, NOW.minus(Duration.ofHours(hour)), 20));
            stored(small, bulk("kernel_log", hour, NOW.minus(Duration.ofDays(hour)), 5));
            stored(small, bulk("decision", hour, NOW.minus(Duration.ofDays(100)), 1));
        }

        await(small.prune(NOW));
        StoreState state = await(small.state());

        assertThat(state.usedBytes()).isLessThanOrEqualTo(3_000_000);
        assertThat(state.refusing()).isNull();
        assertThat(state.pruned().overBudget()).containsOnlyKeys("reading", "kernel_log");
        List<String> kept = keys(small);
        assertThat(kept.stream().filter(key -> key.startsWith("decision"))).hasSize(20);
        assertThat(kept).contains("reading-0-0", "kernel_log-0-0").doesNotContain("reading-19-0");
    }

    @Test
    void refusesOnlyWhatNeedNotBeKeptWhenNothingMoreCanBeRemoved() {
        FactStore small = reopen(retention(1_000_000));
        for (int i = 0; i < 12; i++) {
            stored(small, bulk("decision", i, NOW, 10));
        }

        await(small.prune(NOW));
        Appended reading = await(small.append(List.of(fact("r", "reading", NOW))));
        Appended decision = await(small.append(List.of(fact("d", "decision", NOW))));

        assertThat(refusal(reading)).isEqualTo(Appended.Refusal.DISK_BUDGET);
        assertThat(decision).isInstanceOf(Appended.Stored.class);
        assertThat(await(small.state()).refusing()).contains("raise the disk budget");
        assertThat(stored(reopen(ROOMY), List.of(fact("r", "reading", NOW))).written())
                .isEqualTo(1);
    }

    @Test
    void completesFuturesOnTheContextOfTheCaller() throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Boolean> same = new CompletableFuture<>();

        context.runOnContext(start -> store.append(List.of(fact("a", "{}")))
                .compose(ignored -> store.readAfter(0, 10))
                .compose(ignored -> store.state())
                .onComplete(done -> same.complete(done.succeeded() && Vertx.currentContext() == context)));

        assertThat(same.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void countsThatAddUp() {
        stored(store, List.of(fact("a", "{}"), fact("b", "{}")));
        stored(store, List.of(fact("a", "{}")));
        await(store.append(List.of(fact("a", "{\"other\":1}"), fact("c", "{}"))));
        await(store.append(List.of(fact("n", "\0"))));

        AppendCounts counts = await(store.state()).counts();

        assertThat(counts).isEqualTo(new AppendCounts(6, 2, 1, 2, 0, Map.of(Appended.Refusal.BODY_NOT_TEXT, 1L), 0));
    }

    @Test
    void writesWhatWaitsBeforeItClosesAndTakesNothingAfter() {
        List<Future<Appended>> answers = IntStream.range(0, 200)
                .mapToObj(i -> store.append(List.of(fact("k" + i, "{}"))))
                .toList();
        await(store.close());
        await(store.close());

        answers.forEach(answer -> assertThat(await(answer)).isInstanceOf(Appended.Stored.class));
        assertThatThrownBy(() -> await(store.append(List.of(fact("late", "{}")))))
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> await(store.readAfter(0, 1))).hasMessageContaining("is closed");
        assertThat(keys(reopen(ROOMY))).hasSize(200);
    }

    protected final FactStore reopen(Retention retention) {
        FactStore another = await(open(retention, () -> NOW));
        opened.add(another);
        return another;
    }

    protected static Retention retention(long budget) {
        return new Retention(
                new TreeMap<>(Map.of("reading", Duration.ofHours(26), "kernel_log", Duration.ofDays(30))), budget);
    }

    protected static NewFact fact(String key, String body) {
        return new NewFact(key, "reading", "web-1", NOW, body);
    }

    protected static NewFact fact(String key, String kind, Instant at) {
        return new NewFact(key, kind, "web-1", at, "{}");
    }

    protected static Appended.Stored stored(FactStore store, List<NewFact> facts) {
        Appended answer = await(store.append(facts));
        assertThat(answer).isInstanceOf(Appended.Stored.class);
        return (Appended.Stored) answer;
    }

    public static List<StoredFact> readAll(FactStore store) {
        List<StoredFact> all = new ArrayList<>();
        List<StoredFact> page = await(store.readAfter(0, 1_000));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = await(store.readAfter(all.get(all.size() - 1).seq(), 1_000));
        }
        return all;
    }

    protected static List<String> keys(FactStore store) {
        return readAll(store).stream().map(stored -> stored.fact().key()).toList();
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("a future did not complete", e);
        }
    }

    private static void readOn(FactStore store, List<Long> seen) {
        long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
        await(store.readAfter(last, 10_000)).forEach(fact -> seen.add(fact.seq()));
    }

    /** Facts of 10,000 bytes each. */
    private static List<NewFact> bulk(String kind, int group, Instant at, int count) {
        String body = "\"" + "x".repeat(9_998) + "\"";
        return LongStream.range(0, count)
                .mapToObj(i -> new NewFact(kind + "-" + group + "-" + i, kind, "", at, body))
                .toList();
    }

    private static Appended.Refusal refusal(Appended answer) {
        assertThat(answer).isInstanceOf(Appended.Refused.class);
        return ((Appended.Refused) answer).reason();
    }
}
