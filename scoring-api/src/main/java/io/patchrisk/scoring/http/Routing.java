// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.http.ApiDocument.Operation;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Binds what answers to the operations of the OpenAPI document; an operation without an answer fails the start. */
final class Routing {

    /** Argo Rollouts and Flagger give up after 10 s. */
    private static final long ANSWER_WITHIN_S = 9;

    private final ApiContract api;
    private final Map<String, Handler<RoutingContext>> handlers = new HashMap<>();

    Routing(ApiContract api, Desk desk, Streams streams, InstantSource clock, HttpMeters meters) {
        this.api = api;
        Commands commands = new Commands(clock);
        Map<String, Route> routes = new HashMap<>();
        routes.putAll(new RolloutRoutes(desk, commands).routes());
        routes.putAll(new HostRoutes(desk, commands).routes());
        routes.putAll(new ViewRoutes(desk.views()).routes());
        routes.putAll(new GateRoutes(desk, clock, meters).routes());
        routes.putAll(new OutcomeRoutes(desk.outcomes(), commands).routes());
        routes.putAll(new CandidateRoutes(desk.candidates(), commands).routes());
        routes.put("getModel", asked -> desk.model().map(Answer::ok));
        routes.forEach((id, route) -> handlers.put(id, context -> serve(context, route)));
        handlers.put("getOpenapi", this::sendDocument);
        handlers.put("stream", context -> streams.begin(context, null));
        handlers.put(
                "rolloutStream",
                context -> streams.begin(context, asked(context).rollout()));
    }

    /** The router of the whole face. */
    Router router(Vertx vertx, Reception reception) {
        // Bodies are checked by Fields, which names every fault at once; the validator stops at an
        // "additionalProperties".
        RouterBuilder builder = RouterBuilder.create(vertx, api.contract(), RequestExtractor.withBodyHandler())
                .rootHandler(reception)
                .rootHandler(
                        BodyHandler.create(false).setMergeFormAttributes(false).setBodyLimit(HttpFace.LONGEST_BODY));
        builder.getRoutes().forEach(this::bind);
        Router router = builder.createRouter();
        ConsoleFiles.mount(router);
        explainFailures(router);
        return router;
    }

    private void bind(OpenAPIRoute operationRoute) {
        Operation operation =
                api.document().operation(operationRoute.getOperation().getOperationId());
        Handler<RoutingContext> handler = handlers.get(operation.id());
        if (handler == null) {
            throw new IllegalStateException("nothing answers operation " + operation.id() + " of openapi.yaml");
        }
        operationRoute.setDoValidation(false);
        operationRoute.addHandler(context -> {
            Replies.template(context, operation.path());
            try {
                RequestRule.check(context, operation);
                handler.handle(context);
            } catch (RuntimeException e) {
                fail(context, e);
            }
        });
    }

    private static Asked asked(RoutingContext context) {
        return new Asked(context, Reception.requestId(context));
    }

    private static void serve(RoutingContext context, Route route) {
        route.answer(asked(context))
                .timeout(ANSWER_WITHIN_S, TimeUnit.SECONDS)
                .onSuccess(answer -> Replies.answer(context, answer))
                .onFailure(failure -> fail(context, failure));
    }

    private static void fail(RoutingContext context, Throwable failure) {
        Replies.problem(context, Problems.of(failure, Reception.requestId(context)));
    }

    private void sendDocument(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/yaml")
                .end(api.document().text());
    }

    private void explainFailures(Router router) {
        for (int status : List.of(400, 404, 413, 500)) {
            router.errorHandler(status, context -> Replies.problem(context, problem(context, status)));
        }
        router.errorHandler(405, this::refuseMethod);
    }

    private static Problem problem(RoutingContext context, int status) {
        Throwable failure = context.failure();
        boolean ours = status == 500 && failure != null;
        return ours ? Problems.of(failure, Reception.requestId(context)) : Problems.ofStatus(status);
    }

    private void refuseMethod(RoutingContext context) {
        Set<String> taken = api.document().methodsAt(context.normalizedPath());
        String allowed = taken.isEmpty() ? "GET" : String.join(", ", taken);
        context.response().putHeader("Allow", allowed);
        Replies.problem(
                context,
                new Problem(
                        "wrong_method",
                        405,
                        "The method is not taken here",
                        "This path takes " + allowed + ".",
                        Map.of("allow", allowed)));
    }
}
