// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.collector.fetch.Fetched;
import io.patchrisk.collector.fetch.Fetcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One question to the API: {@code query_range}, sent as a form so that long queries fit. */
final class RangeQuery {

    /** Bytes; 1,000 hosts with 1,000 points each take about 25 MB. */
    private static final int MAX_ANSWER = 64 * 1024 * 1024;

    private final PrometheusSettings settings;
    private final Fetcher fetcher;
    private final WorkerExecutor workers;

    RangeQuery(Vertx vertx, PrometheusSettings settings) {
        this.settings = settings;
        this.fetcher = new Fetcher(vertx, settings.timeout(), MAX_ANSWER, 4);
        this.workers = vertx.createSharedWorkerExecutor("patchrisk-prometheus", 2);
    }

    /** The answer for points from {@code from} to {@code to}, both included; the future does not fail. */
    Future<QueryAnswer> ask(String query, Instant from, Instant to) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(base() + "/api/v1/query_range")
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", "gzip")
                .putHeader("User-Agent", "patchrisk");
        if (!settings.authorization().isEmpty()) {
            request.putHeader("Authorization", settings.authorization());
        }
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start=" + seconds(from) + "&end="
                + seconds(to) + "&step=" + settings.step().toSeconds() + "&timeout="
                + Math.max(1, settings.timeout().toSeconds()) + "s";
        return fetcher.fetch(request, Buffer.buffer(form)).compose(fetched -> read(query, fetched));
    }

    private String base() {
        String url = settings.url().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private Future<QueryAnswer> read(String query, Fetched fetched) {
        if (fetched instanceof Fetched.Failed failed) {
            return Future.succeededFuture(
                    new QueryAnswer.Failed(new QueryFailure(reason(failed.reason()), query, failed.detail())));
        }
        Fetched.Answered answer = (Fetched.Answered) fetched;
        return workers.executeBlocking(() -> new AnswerJson(query, answer).read(), false);
    }

    private static QueryFailure.Reason reason(Fetched.Failure failure) {
        return switch (failure) {
            case UNREACHABLE -> QueryFailure.Reason.UNREACHABLE;
            case TIMEOUT -> QueryFailure.Reason.TIMEOUT;
            case CUT -> QueryFailure.Reason.NOT_UNDERSTOOD;
            case TOO_LARGE -> QueryFailure.Reason.TOO_LARGE;
        };
    }

    Future<Void> close() {
        return fetcher.close().compose(closed -> workers.close());
    }
}
