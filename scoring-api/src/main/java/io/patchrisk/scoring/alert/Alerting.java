// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.collector.fetch.Fetcher;
import io.patchrisk.scoring.config.AlertmanagerConfig;
import io.patchrisk.scoring.desk.RolloutView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The telling of Alertmanagers what stands: at once when something begins or ends, and again and again while it holds.
 * Public methods may be called from any thread; nothing here keeps the assessing waiting.
 */
public final class Alerting {

    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);

    /** An answer of Alertmanager is empty, or one sentence. */
    private static final int MOST_ANSWER = 64 * 1024;

    private final Context loop;
    private final Vertx vertx;
    private final Alarms alarms;
    private final HeldAlarms held;
    private final InstantSource clock;
    private final PostCounts counts = new PostCounts();
    private final Fetcher fetcher;
    private final List<Receiver> receivers = new ArrayList<>();
    private final long repeats;
    private List<Alarm> newest = List.of();

    /**
     * Made on the event loop that it shall run on.
     *
     * @param grounds what alerts rest on
     * @param authorization value of that header; empty for none
     */
    public Alerting(
            Vertx vertx, AlertmanagerConfig config, String authorization, Grounds grounds, InstantSource clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.clock = clock;
        this.alarms = new Alarms(grounds, new Links(config.console(), config.runbooks()), config.labels());
        this.held = new HeldAlarms(config.linger());
        this.fetcher = new Fetcher(vertx, config.timeout(), MOST_ANSWER, 2);
        config.urls().forEach(url -> receivers.add(new Receiver(vertx, fetcher, url, authorization, counts)));
        this.repeats = vertx.setPeriodic(config.repeat().toMillis(), again -> tellAll());
    }

    /** Takes in how rollouts stand, oldest first. */
    public void take(List<RolloutView> rollouts) {
        loop.runOnContext(now -> alarms.of(rollouts, clock.instant())
                .onSuccess(this::told)
                .onFailure(e -> LOG.error("what Alertmanager is to be told could not be worked out", e)));
    }

    private void told(List<Alarm> holding) {
        List<Alarm> before = newest;
        newest = held.take(holding, clock.instant());
        if (!newest.equals(before)) {
            tellAll();
        }
    }

    private void tellAll() {
        List<Alarm> all = newest;
        if (!all.isEmpty()) {
            receivers.forEach(receiver -> receiver.tell(all));
        }
    }

    /** What became of posts. */
    public PostCounts counts() {
        return counts;
    }

    /** Tells nothing more; completes when posts under way have ended. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.runOnContext(now -> {
            vertx.cancelTimer(repeats);
            Future.join(receivers.stream().map(Receiver::close).toList())
                    .transform(ended -> fetcher.close())
                    .onComplete(stopped);
        });
        return stopped.future();
    }
}
