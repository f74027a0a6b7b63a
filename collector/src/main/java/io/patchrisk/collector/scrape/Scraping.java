// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.exposition.Rejection;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.collector.fetch.Fetched;
import io.patchrisk.collector.fetch.Fetcher;
import io.patchrisk.model.word.Word;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The way of a look at a host: ask, judge the answer, read it, pass it on. Runs on one event loop. */
final class Scraping {

    private final Fetcher fetcher;
    private final ExpositionReader expositions;
    private final InstantSource clock;
    private final ReadingSink sink;
    private final ScrapeCounts counts;
    private final int maxInFlight;
    private final Queue<ScrapedHost> waiting = new ArrayDeque<>();
    private int inFlight;
    private @Nullable Promise<Void> drained;

    Scraping(
            Fetcher fetcher,
            ExpositionReader expositions,
            InstantSource clock,
            ReadingSink sink,
            ScrapeCounts counts,
            int maxInFlight) {
        this.fetcher = fetcher;
        this.expositions = expositions;
        this.clock = clock;
        this.sink = sink;
        this.counts = counts;
        this.maxInFlight = maxInFlight;
    }

    /** Looks at a host now, or as soon as fewer others are being asked. */
    void look(ScrapedHost host) {
        counts.countAsked();
        if (host.underWay()) {
            miss(
                    host,
                    clock.instant(),
                    Miss.BUSY,
                    "the look before has not ended; " + inFlight + " hosts are being asked");
            return;
        }
        host.underWay(true);
        if (inFlight < maxInFlight) {
            ask(host);
        } else {
            waiting.add(host);
        }
    }

    /** Completes when nothing is under way any more; what waits is given up. */
    Future<Void> drained() {
        for (ScrapedHost host : waiting) {
            host.underWay(false);
            miss(host, clock.instant(), Miss.BUSY, "not asked before the end");
        }
        waiting.clear();
        if (inFlight == 0) {
            return Future.succeededFuture();
        }
        drained = drained == null ? Promise.promise() : drained;
        return drained.future();
    }

    private void ask(ScrapedHost host) {
        inFlight++;
        Instant at = clock.instant();
        fetcher.fetch(host.request(), Buffer.buffer())
                .compose(fetched -> judge(host, at, fetched))
                .recover(broken -> miss(host, at, Miss.NOT_TAKEN, String.valueOf(broken.getMessage())))
                .onComplete(done -> ended(host));
    }

    private void ended(ScrapedHost host) {
        host.underWay(false);
        inFlight--;
        ScrapedHost next = waiting.poll();
        if (next != null) {
            ask(next);
        } else if (inFlight == 0 && drained != null) {
            drained.tryComplete();
        }
    }

    private Future<Void> judge(ScrapedHost host, Instant at, Fetched fetched) {
        if (fetched instanceof Fetched.Failed failed) {
            return miss(host, at, miss(failed.reason()), failed.detail());
        }
        Fetched.Answered answer = (Fetched.Answered) fetched;
        double seconds = Duration.between(at, clock.instant()).toNanos() / 1e9;
        if (answer.status() != 200) {
            String hint = answer.status() / 100 == 3 ? "; redirects are not followed" : "";
            return miss(host, at, Miss.STATUS, "answered status " + answer.status() + hint);
        }
        if (answer.contentType().toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return miss(host, at, Miss.NOT_METRICS, "answered HTML instead of metrics");
        }
        return expositions.read(answer.body()).compose(samples -> read(host, at, seconds, samples));
    }

    private Future<Void> read(ScrapedHost host, Instant at, double seconds, Optional<Samples> parsed) {
        if (parsed.isEmpty()) {
            return miss(host, at, Miss.BUSY, "too many large answers wait to be read");
        }
        Samples samples = parsed.get();
        if (samples.rejected().containsKey(Rejection.CUT_LINE)) {
            return miss(host, at, Miss.CUT, "the last line has no line feed: the answer is cut");
        }
        if (samples.size() == 0) {
            return miss(host, at, Miss.NOT_METRICS, "the answer holds no metric that the catalogue knows");
        }
        counts.count(samples.rejected());
        return sink.accept(host.target().host(), host.reader().read(at, Math.max(0, seconds), samples))
                .onSuccess(taken -> counts.countTaken());
    }

    private static Miss miss(Fetched.Failure failure) {
        return switch (failure) {
            case UNREACHABLE -> Miss.UNREACHABLE;
            case TIMEOUT -> Miss.TIMEOUT;
            case CUT -> Miss.CUT;
            case TOO_LARGE -> Miss.TOO_LARGE;
        };
    }

    private Future<Void> miss(ScrapedHost host, Instant at, Miss reason, String detail) {
        counts.count(reason);
        if (!reason.ours()) {
            host.reader().missed(1);
        }
        sink.missed(host.target().host(), at, Word.of(reason) + ": " + detail);
        return Future.succeededFuture();
    }
}
