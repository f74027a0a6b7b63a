// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.desk.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes answers and problems. */
final class Replies {

    private static final String TEMPLATE = "patchrisk.template";
    private static final String PROBLEM = "patchrisk.problem";

    private static final long LINGER_MS = 1_000;

    private Replies() {}

    /** Notes which path, with names of parameters in braces, a request is for: one value a route, so that meters stay few. */
    static void template(RoutingContext context, String template) {
        context.put(TEMPLATE, template);
    }

    static String template(RoutingContext context) {
        String template = context.get(TEMPLATE);
        return template == null ? "unmatched" : template;
    }

    /** The code of the problem that a request was answered with; null when it was none. */
    static @Nullable String problemCode(RoutingContext context) {
        return context.get(PROBLEM);
    }

    static void answer(RoutingContext context, Answer answer) {
        byte[] body;
        String mediaType = answer.body() instanceof Answer.Text text ? text.mediaType() : "application/json";
        try {
            body = answer.body() instanceof Answer.Text text
                    ? text.text().getBytes(StandardCharsets.UTF_8)
                    : DeskJson.mapper().writeValueAsBytes(answer.body());
        } catch (JsonProcessingException e) {
            problem(context, Problems.of(e, Reception.requestId(context)));
            return;
        }
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", mediaType).end(Buffer.buffer(body));
    }

    static void problem(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        context.put(PROBLEM, problem.code());
        Object wait = problem.extensions().get("retry_after_s");
        if (wait != null) {
            response.putHeader("Retry-After", wait.toString());
        }
        if (problem.status() == 413) {
            dropTheRest(context);
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(Problems.body(problem, context.request().path(), Reception.requestId(context)));
    }

    /**
     * The rest of the body is still on its way. Most clients read no answer before they have sent everything, so it is
     * thrown away unread for a moment; who then still sends is cut off.
     */
    private static void dropTheRest(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        context.request().resume();
        context.vertx()
                .setTimer(LINGER_MS, fired -> context.request().connection().close());
    }
}
