// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first handler of every request: names it, times it, bounds how many are under way, and sets the headers all answers carry. */
final class Reception implements PlatformHandler {

    private static final String REQUEST_ID = "patchrisk.request-id";
    private static final String TIMING = "patchrisk.timing";

    private final Supplier<String> requestIds;
    private final BrowserRule browsers;
    private final HttpMeters meters;
    private final int mostUnderWay;

    Reception(Supplier<String> requestIds, BrowserRule browsers, HttpMeters meters, int mostUnderWay) {
        this.requestIds = requestIds;
        this.browsers = browsers;
        this.meters = meters;
        this.mostUnderWay = mostUnderWay;
    }

    /** The name of a request. */
    static String requestId(RoutingContext context) {
        String id = context.get(REQUEST_ID);
        return id == null ? "-" : id;
    }

    @Override
    public void handle(RoutingContext context) {
        String id = requestIds.get();
        context.put(REQUEST_ID, id);
        context.response()
                .putHeader("Patchrisk-Request-Id", id)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        HttpMeters.Timing timing = meters.begin();
        context.put(TIMING, timing);
        context.addEndHandler(ended -> end(context));
        Problem problem = refusal(context);
        if (problem == null) {
            context.next();
        } else {
            Replies.problem(context, problem);
        }
    }

    /** The answer has begun and goes on for as long as the asker listens: it counts as given, and as under way no more. */
    void answered(RoutingContext context) {
        end(context);
    }

    private void end(RoutingContext context) {
        HttpMeters.Timing timing = context.remove(TIMING);
        if (timing == null) {
            return;
        }
        timing.end(
                context.request().method().name(),
                Replies.template(context),
                context.response().getStatusCode(),
                requestId(context));
        String problem = Replies.problemCode(context);
        if (problem != null) {
            meters.refused(problem);
        }
    }

    private @Nullable Problem refusal(RoutingContext context) {
        if (meters.underWay() > mostUnderWay) {
            return Problem.overloaded(
                    "More than " + mostUnderWay + " requests are being answered; ask again in a second.", 1);
        }
        return browsers.complaint(context.request());
    }
}
