// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.collector.fetch.Fetched;
import io.patchrisk.collector.fetch.Fetcher;
import io.patchrisk.scoring.alert.PostCounts.Outcome;
import io.patchrisk.scoring.desk.ShownText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Alertmanager and what it is still to be told. While it is away only the newest state waits for it; one post is
 * under way at a time. All of it happens on one event loop.
 */
final class Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Alerts of one post; with annotations of at most some 5 KB each a post stays below 500 KB. */
    private static final int AT_ONCE = 100;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Fetcher fetcher;
    private final URI url;
    private final String authorization;
    private final PostCounts counts;
    private @Nullable List<Alarm> waiting;
    private Future<Outcome> underWay = Future.succeededFuture(Outcome.TAKEN);
    private long retry = -1;
    private int failures;
    private boolean closed;

    Receiver(Vertx vertx, Fetcher fetcher, URI root, String authorization, PostCounts counts) {
        this.vertx = vertx;
        this.fetcher = fetcher;
        String base = root.toString();
        this.url = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/alerts");
        this.authorization = authorization;
        this.counts = counts;
    }

    /** Tells it how things stand, as soon as it can be told. */
    void tell(List<Alarm> newest) {
        waiting = newest;
        next();
    }

    /** Tells it nothing more; completes when the post under way has ended. */
    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(retry);
        return underWay.mapEmpty();
    }

    private void next() {
        List<Alarm> newest = waiting;
        if (newest == null || closed || retry >= 0 || !underWay.isComplete()) {
            return;
        }
        waiting = null;
        underWay = post(newest, 0);
        underWay.onSuccess(outcome -> ended(outcome, newest));
    }

    private Future<Outcome> post(List<Alarm> alarms, int from) {
        if (from >= alarms.size()) {
            return Future.succeededFuture(Outcome.TAKEN);
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "patchrisk");
        if (!authorization.isEmpty()) {
            request.putHeader("Authorization", authorization);
        }
        List<Alarm> some = alarms.subList(from, Math.min(alarms.size(), from + AT_ONCE));
        return fetcher.fetch(request, Wire.json(some)).compose(fetched -> {
            Outcome outcome = outcome(fetched);
            counts.count(outcome);
            // What one post was refused for may be in one of its alerts only.
            return outcome == Outcome.FAILED
                    ? Future.succeededFuture(outcome)
                    : post(alarms, from + AT_ONCE).map(rest -> rest == Outcome.TAKEN ? outcome : rest);
        });
    }

    private Outcome outcome(Fetched fetched) {
        if (fetched instanceof Fetched.Answered answered) {
            int status = answered.status();
            if (status / 100 == 2) {
                return Outcome.TAKEN;
            }
            byte[] body =
                    answered.body().getBytes(0, Math.min(300, answered.body().length()));
            String said = ShownText.line(new String(body, StandardCharsets.UTF_8), 300);
            LOG.warn("Alertmanager {} answers {}: {}", url, status, said);
            return status / 100 == 5 || status == 429 ? Outcome.FAILED : Outcome.REFUSED;
        }
        if (failures == 0) {
            LOG.warn("Alertmanager {} cannot be told: {}; trying again", url, ((Fetched.Failed) fetched).detail());
        }
        return Outcome.FAILED;
    }

    private void ended(Outcome outcome, List<Alarm> told) {
        if (outcome != Outcome.FAILED) {
            failures = 0;
            next();
            return;
        }
        if (waiting == null) {
            waiting = told;
        }
        long pause = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        failures++;
        if (!closed) {
            retry = vertx.setTimer(pause, again -> {
                retry = -1;
                next();
            });
        }
    }
}
