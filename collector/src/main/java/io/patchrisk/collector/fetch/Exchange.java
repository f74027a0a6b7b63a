// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The state of one exchange; all of it happens on one event loop. */
final class Exchange {

    private final int maxBody;
    private final Promise<Fetched> outcome = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    Exchange(int maxBody) {
        this.maxBody = maxBody;
    }

    Future<Fetched> outcome() {
        return outcome.future();
    }

    void began(HttpClientRequest ready) {
        request = ready;
        if (outcome.future().isComplete()) {
            ready.reset();
        }
    }

    void read(HttpClientResponse response) {
        String stated = response.getHeader(HttpHeaders.CONTENT_TYPE);
        String contentType = stated == null ? "" : stated;
        response.exceptionHandler(broken -> fail(
                Fetched.Failure.CUT,
                "the answer broke off after " + body.length() + " bytes: " + Fetcher.text(broken)));
        response.handler(this::append);
        response.endHandler(end -> outcome.tryComplete(new Fetched.Answered(response.statusCode(), contentType, body)));
    }

    private void append(Buffer part) {
        if (body.length() + part.length() > maxBody) {
            fail(Fetched.Failure.TOO_LARGE, "the answer is larger than " + maxBody + " bytes");
        } else if (!outcome.future().isComplete()) {
            body.appendBuffer(part);
        }
    }

    /** Ends the exchange unless it has ended. */
    void fail(Fetched.Failure reason, String detail) {
        if (outcome.tryComplete(new Fetched.Failed(reason, detail)) && request != null) {
            request.reset();
        }
    }
}
