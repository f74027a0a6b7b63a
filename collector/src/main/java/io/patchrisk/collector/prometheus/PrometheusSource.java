// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.collector.scrape.ReadingSink;
import io.patchrisk.collector.signal.PromQl;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts from a Prometheus-compatible store instead of scraping them: a span of the past, or on and on.
 *
 * <p>Points lie on multiples of the step, so that what is read twice is the same. All state lives on one event loop;
 * public methods may be called from any thread.
 */
public final class PrometheusSource {

    /** Steps that following catches up with at once after the store was away: a day of 15 s. */
    private static final int MAX_CATCH_UP = 5_760;

    /** Points of hosts that are put together at once; each holds some 90 values, so this is about 100 MB at worst. */
    private static final int MAX_HOST_POINTS = 20_000;

    private final Vertx vertx;
    private final Context loop;
    private final PrometheusSettings settings;
    private final InstantSource clock;
    private final Function<String, Optional<HostId>> hostOf;
    private final ReadingSink sink;
    private final RangeQuery api;
    private final List<Question> questions;
    private final Map<HostId, Double> boots = new HashMap<>();
    private @Nullable Instant followed;
    private @Nullable Future<Void> looking;
    private long timer = -1;

    /**
     * @param hostOf which host an instance is; empty when it is none
     */
    public PrometheusSource(
            Vertx vertx,
            PrometheusSettings settings,
            SignalCatalogue catalogue,
            InstantSource clock,
            Function<String, Optional<HostId>> hostOf,
            ReadingSink sink) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.clock = clock;
        this.hostOf = hostOf;
        this.sink = sink;
        this.api = new RangeQuery(vertx, settings);
        this.questions =
                Question.all(catalogue, new PromQl(settings.instanceLabel(), settings.scope(), settings.rateWindow()));
    }

    /**
     * Reads the past of some hosts, oldest first. What lies within the delay before now is left out. Failures are in the
     * result, and {@code readTo} says how far it came; the future does not fail.
     */
    public Future<Backfill> read(Set<HostId> hosts, Instant from, Instant to) {
        Promise<Backfill> done = Promise.promise();
        loop.runOnContext(now -> span(Set.copyOf(hosts)::contains, hosts.size(), from, to, new HashMap<>())
                .onComplete(done));
        return done.future();
    }

    /** Begins to read every host on and on, from now; {@code listener} hears of each look what came of it. */
    public Future<Void> start(Consumer<Backfill> listener) {
        return onLoop(() -> {
            followed = onGrid(clock.instant().minus(settings.delay()));
            timer = vertx.setPeriodic(1, settings.period().toMillis(), tick -> follow(listener));
            return Future.succeededFuture();
        });
    }

    /** Reads no more; completes when the look under way has ended. */
    public Future<Void> stop() {
        return onLoop(() -> {
                    vertx.cancelTimer(timer);
                    return looking == null ? Future.<Void>succeededFuture() : looking;
                })
                .compose(ended -> api.close());
    }

    private void follow(Consumer<Backfill> listener) {
        if (looking != null || followed == null) {
            return;
        }
        Instant end = onGrid(clock.instant().minus(settings.delay()));
        Instant earliest = end.minus(settings.step().multipliedBy(MAX_CATCH_UP));
        Instant from = followed.isBefore(earliest) ? earliest : followed.plus(settings.step());
        if (from.isAfter(end)) {
            return;
        }
        looking = span(host -> true, Math.max(100, boots.size()), from, end, boots)
                .onSuccess(read -> {
                    followed = read.readTo();
                    if (read.readTo().isBefore(end)) {
                        unanswered(read);
                    }
                    listener.accept(read);
                })
                .<Void>mapEmpty()
                .onComplete(ended -> looking = null);
    }

    private void unanswered(Backfill read) {
        String why = read.failures().isEmpty()
                ? "no answer"
                : read.failures().get(read.failures().size() - 1).detail();
        boots.keySet().forEach(host -> sink.missed(host, clock.instant(), "store: " + why));
    }

    private Future<Backfill> span(
            Predicate<HostId> wanted, int hosts, Instant from, Instant to, Map<HostId, Double> known) {
        Instant last = onGrid(earlier(to, clock.instant().minus(settings.delay())));
        Instant first = onGrid(from.plus(settings.step()).minusNanos(1));
        SpanReading span =
                new SpanReading(questions, api, settings.instanceLabel(), hostOf, wanted, sink, known, clock);
        int points = Math.min(settings.maxPoints(), Math.max(1, MAX_HOST_POINTS / Math.max(1, hosts)));
        return chunks(span, points, first, last);
    }

    private Future<Backfill> chunks(SpanReading span, int points, Instant from, Instant last) {
        Instant before = from.minus(settings.step());
        if (from.isAfter(last)) {
            return Future.succeededFuture(span.result(before));
        }
        Duration length = settings.step().multipliedBy(points - 1L);
        Instant to = earlier(from.plus(length), last);
        return span.read(from, to)
                .compose(answered -> answered
                        ? chunks(span, points, to.plus(settings.step()), last)
                        : Future.succeededFuture(span.result(before)));
    }

    private Instant onGrid(Instant instant) {
        long step = settings.step().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), step) * step);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Future<Void> onLoop(java.util.function.Supplier<Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(now -> action.get().onComplete(done));
        return done.future();
    }
}
