// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.scrape.RecordingSink;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.PatchName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusSourceTest {

    private static final long NOW = 1_800_000_000L;
    private static final HostId HOST = new HostId("web-1");
    private static final Map<String, String> WEB_1 = Map.of("instance", "web-1:9100");
    private static final String LOAD = "sum by (instance) (node_load1)";
    private static final String FORKS = "sum by (instance) (rate(node_forks_total[60000ms]))";

    private final Vertx vertx = Vertx.vertx();
    private final RecordingSink sink = new RecordingSink();
    private final FakePrometheus store = new FakePrometheus();
    private final AtomicLong now = new AtomicLong(NOW);
    private URI url;

    @BeforeEach
    void listen() throws Exception {
        url = await(store.listen(vertx));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void putsTheAnswersOfManyQueriesTogether() throws Exception {
        store.series("up", WEB_1, t -> "1")
                .series(LOAD, WEB_1, t -> "0.5")
                .series(FORKS, WEB_1, t -> t % 30 == 0 ? "2" : null)
                .series("node_boot_time_seconds", WEB_1, t -> "1.7e+09")
                .series("kernel_livepatch_enabled", Map.of("instance", "web-1:9100", "patch", "lp_a"), t -> "1")
                .series("kernel_livepatch_enabled", Map.of("instance", "web-1:9100", "patch", ""), t -> "1")
                .series(LOAD, Map.of("instance", "stranger"), t -> "9");

        Backfill read = await(source().read(Set.of(HOST), at(-120), at(-75)));

        assertThat(read.failures()).isEmpty();
        assertThat(read.readings()).isEqualTo(4);
        assertThat(read.unknownInstances()).containsExactly("stranger");
        assertThat(read.unusable()).isEqualTo(4);
        assertThat(read.readTo()).isEqualTo(at(-75));
        RecordingSink.Taken first = sink.reading();
        assertThat(first.host()).isEqualTo(HOST);
        assertThat(first.reading().at()).isEqualTo(at(-120));
        assertThat(first.reading().boot()).isEqualTo(1.7e9);
        assertThat(first.reading().values()).containsEntry("load1", 0.5).containsEntry("forks", 2.0);
        assertThat(first.reading().patchStateKnown()).isTrue();
        assertThat(first.reading().patches().get(0).patch()).isEqualTo(new PatchName("lp_a"));
        assertThat(sink.reading().reading().values()).containsOnlyKeys("load1");
    }

    @Test
    void staysBelowElevenThousandPointsAndLeavesNoneOut() throws Exception {
        store.series("up", WEB_1, t -> "1").series(LOAD, WEB_1, t -> "1");

        Backfill read = await(source().read(Set.of(HOST), at(-15 * 25_000), at(0)));

        assertThat(read.failures()).isEmpty();
        // 25,001 points less the four of the last minute.
        assertThat(read.readings()).isEqualTo(24_997);
        assertThat(read.readTo()).isEqualTo(at(-60));
        assertThat(sink.readings())
                .extracting(taken -> taken.reading().at())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(store.asked()).allMatch(asked -> (asked.end() - asked.start()) / asked.step() < 11_000);
    }

    @Test
    void dropsAndCountsValuesThatAreNotFinite() throws Exception {
        store.series("up", WEB_1, t -> "1").series(LOAD, WEB_1, t -> t == NOW - 75 ? "NaN" : "+Inf");

        Backfill read = await(source().read(Set.of(HOST), at(-90), at(-75)));

        assertThat(read.unusable()).isEqualTo(2);
        assertThat(read.readings()).isZero();
    }

    /** A server counts no scrapes that failed, but keeps up = 0 for each. */
    @Test
    void asksHowOftenAHostWasDown() throws Exception {
        String missed = "sum by (instance) (count_over_time(up[60000ms]) - sum_over_time(up[60000ms])) / 60.0";
        store.series("up", WEB_1, t -> "1").series(missed, WEB_1, t -> "0.05");

        await(source().read(Set.of(HOST), at(-90), at(-75)));

        assertThat(sink.readings())
                .isNotEmpty()
                .allSatisfy(taken -> assertThat(taken.reading().values()).containsEntry("scrapes_missed", 0.05));
    }

    @Test
    void noticesARebootAndNoSteppedClock() throws Exception {
        store.series("up", WEB_1, t -> "1")
                .series("node_boot_time_seconds", WEB_1, t -> t < NOW - 150 ? "1000" : t < NOW - 90 ? "2000" : "3000")
                .series(
                        "sum by (instance) (resets(node_context_switches_total[60000ms]))",
                        WEB_1,
                        t -> t < NOW - 90 ? "0" : "1");

        await(source().read(Set.of(HOST), at(-240), at(-60)));

        assertThat(sink.readings())
                .filteredOn(taken -> taken.reading().rebooted())
                .extracting(taken -> taken.reading().at())
                .containsExactly(at(-90));
    }

    @Test
    void missesAHostThatTheStoreCouldNotScrape() throws Exception {
        store.series("up", WEB_1, t -> "0").series(LOAD, WEB_1, t -> "1");

        await(source().read(Set.of(HOST), at(-75), at(-75)));

        assertThat(sink.misses()).containsExactly("down: the store says up = 0");
        assertThat(sink.readings()).isEmpty();
    }

    @Test
    void goesOnWithoutAQueryThatTheStoreRefuses() throws Exception {
        store.series("up", WEB_1, t -> "1").series(LOAD, WEB_1, t -> "1");
        store.intercept(request -> request.getFormAttribute("query").equals(FORKS)
                && FakePrometheus.error(request, 422, "422", "cannot parse"));

        Backfill read = await(source().read(Set.of(HOST), at(-75), at(-60)));

        assertThat(read.readings()).isEqualTo(2);
        assertThat(read.failures())
                .containsExactly(
                        new QueryFailure(QueryFailure.Reason.REFUSED, FORKS, "answered status 422, 422: cannot parse"));
    }

    @Test
    void saysWhyNothingCouldBeRead() throws Exception {
        assertThat(failureOf(503, "{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"starting\"}")
                        .detail())
                .isEqualTo("answered status 503, unavailable: starting");
        assertThat(failureOf(504, "<html>gateway</html>").reason()).isEqualTo(QueryFailure.Reason.UNAVAILABLE);
        assertThat(failureOf(200, "<html>please log in</html>").detail())
                .isEqualTo("answered status 200 and no JSON: <html>please log in</html>");
        assertThat(failureOf(401, "").reason()).isEqualTo(QueryFailure.Reason.FORBIDDEN);
        assertThat(failureOf(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}")
                        .reason())
                .isEqualTo(QueryFailure.Reason.NOT_UNDERSTOOD);
        assertThat(failureOf(302, "").reason()).isEqualTo(QueryFailure.Reason.NOT_UNDERSTOOD);
        assertThat(sink.readings()).isEmpty();
    }

    private QueryFailure failureOf(int status, String body) throws Exception {
        store.intercept(request -> {
            request.response().setStatusCode(status).end(body);
            return true;
        });
        Backfill read = await(source().read(Set.of(HOST), at(-75), at(-60)));
        assertThat(read.readTo()).isBefore(at(-75));
        assertThat(read.failures()).hasSize(1);
        assertThat(read.failures().get(0).query()).isEqualTo("up");
        return read.failures().get(0);
    }

    @Test
    void givesUpOnASlowStoreAfterTwoQueries() throws Exception {
        store.intercept(request -> true);

        Backfill read = await(source().read(Set.of(HOST), at(-75), at(-60)));

        assertThat(read.failures()).hasSize(2).allMatch(failure -> failure.reason() == QueryFailure.Reason.TIMEOUT);
    }

    @Test
    void saysThatTheStoreIsAway() throws Exception {
        url = URI.create("http://127.0.0.1:1");

        Backfill read = await(source().read(Set.of(HOST), at(-75), at(-60)));

        assertThat(read.failures().get(0).reason()).isEqualTo(QueryFailure.Reason.UNREACHABLE);
    }

    @Test
    void followsWithoutGapsThroughAnOutageOfTheStore() throws Exception {
        store.series("up", WEB_1, t -> "1").series(LOAD, WEB_1, t -> "1");
        AtomicInteger refusals = new AtomicInteger(2);
        BlockingQueue<Backfill> looks = new LinkedBlockingQueue<>();
        PrometheusSource source = source();
        await(source.start(looks::add));
        now.addAndGet(15);
        assertThat(looks.poll(10, TimeUnit.SECONDS).readings()).isEqualTo(1);

        store.intercept(request ->
                refusals.getAndDecrement() > 0 && FakePrometheus.error(request, 503, "unavailable", "restarting"));
        now.addAndGet(30);
        List<Backfill> during = new ArrayList<>();
        while (during.isEmpty() || during.get(during.size() - 1).readings() == 0) {
            during.add(looks.poll(10, TimeUnit.SECONDS));
        }
        await(source.stop());

        assertThat(during).hasSize(3);
        assertThat(sink.readings())
                .extracting(taken -> taken.reading().at())
                .containsExactly(at(-45), at(-30), at(-15));
    }

    private PrometheusSource source() {
        PrometheusSettings usual = PrometheusSettings.of(url, Duration.ofSeconds(15));
        PrometheusSettings quick = new PrometheusSettings(
                url,
                "",
                "instance",
                "",
                usual.step(),
                usual.rateWindow(),
                usual.delay(),
                usual.maxPoints(),
                Duration.ofSeconds(1),
                Duration.ofMillis(20));
        InstantSource clock = () -> Instant.ofEpochSecond(now.get());
        return new PrometheusSource(
                vertx,
                quick,
                SignalCatalogue.bundled(),
                clock,
                instance -> instance.equals("web-1:9100") ? Optional.of(HOST) : Optional.empty(),
                sink);
    }

    private static Instant at(long fromNow) {
        return Instant.ofEpochSecond(NOW + fromNow);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
