// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.ViewDesk;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events that say what changed (HTML Living Standard, section 9.2). They carry no content: who hears one asks
 * again for what it shows. Confined to the event loop of the server.
 */
final class Streams {

    /** Each keeps a connection; a browser opens one a page. */
    static final int MOST = 200;

    /** Proxies cut what is silent for a minute. */
    private static final long BEAT_MS = 15_000;

    /** Who does not read is cut off rather than kept in memory. */
    private static final int LONGEST_QUEUE = 64 << 10;

    private final ViewDesk desk;
    private final Reception reception;
    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();

    Streams(ViewDesk desk, Reception reception) {
        this.desk = desk;
        this.reception = reception;
    }

    /** @param rollout null for the whole fleet */
    void begin(RoutingContext context, @Nullable RolloutId rollout) {
        if (rollout == null) {
            open(context, null);
            return;
        }
        desk.looks(rollout, null)
                .onSuccess(there -> open(context, rollout))
                .onFailure(e -> Replies.problem(context, Problems.of(e, Reception.requestId(context))));
    }

    private void open(RoutingContext context, @Nullable RolloutId rollout) {
        if (open.size() >= MOST) {
            Replies.problem(
                    context, Problem.overloaded("More than " + MOST + " streams are open; ask again in 5 seconds.", 5));
            return;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("X-Accel-Buffering", "no")
                // Compressed, an event would wait in a buffer for the next one.
                .putHeader("Content-Encoding", "identity")
                .setWriteQueueMaxSize(LONGEST_QUEUE);
        response.write("retry: 2000\n\n");
        open.add(response);
        reception.answered(context);
        Context loop = context.vertx().getOrCreateContext();
        Runnable leave = desk.listen(rollout, change -> loop.runOnContext(go -> send(response, event(change))));
        long beat = context.vertx().setPeriodic(BEAT_MS, due -> send(response, ":\n\n"));
        response.closeHandler(closed -> {
            leave.run();
            context.vertx().cancelTimer(beat);
            open.remove(response);
        });
    }

    private static void send(HttpServerResponse response, String text) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
        } else {
            response.write(text);
        }
    }

    private static String event(Change change) {
        try {
            return "event: changed\ndata: " + DeskJson.mapper().writeValueAsString(change) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change cannot be written as JSON", e);
        }
    }

    /** Ends all of them, so that nobody waits for them when the service stops. */
    void close() {
        open.stream().filter(response -> !response.ended()).forEach(HttpServerResponse::end);
    }
}
