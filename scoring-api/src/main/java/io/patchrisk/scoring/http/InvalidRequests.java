// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.netty.handler.codec.http.TooLongHttpLineException;
import io.patchrisk.scoring.desk.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Answers what is no HTTP request, or one too long to be read, and closes the connection. */
final class InvalidRequests {

    private InvalidRequests() {}

    static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof TooLongHttpLineException;
        Problem problem = tooLong
                ? new Problem(
                        "too_long", 414, "The request line is too long", "Names have at most 253 characters.", Map.of())
                : Problems.ofStatus(400);
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(Problems.body(problem, "/", "-"))
                .onComplete(ended -> request.connection().close());
    }
}
