// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an RFC 9457 problem. What is not expected is logged in full and told in one sentence. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** The problem that fits a failure of the request named {@code requestId}. */
    static Problem of(Throwable failure, String requestId) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (failure instanceof TimeoutException) {
            LOG.warn("request {} was not answered in time", requestId);
            return new Problem(
                    "too_slow",
                    503,
                    "Too much at once",
                    "The service did not find an answer in time. Ask again; nothing can be concluded about the patch.",
                    Map.of("retry_after_s", 5));
        }
        LOG.error("request {} failed", requestId, failure);
        return ofStatus(500);
    }

    /** The problem for a status that the HTTP layer itself gave. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new Problem(
                        "bad_request",
                        400,
                        "The request cannot be read",
                        "The request line, its percent-encoding or a header is malformed.",
                        Map.of());
            case 404 ->
                new Problem(
                        "no_such_path",
                        404,
                        "No such path",
                        "Nothing is served here; GET /api/v1/openapi.yaml lists all paths.",
                        Map.of());
            case 413 -> tooLarge(HttpFace.LONGEST_BODY);
            default ->
                new Problem(
                        "failed",
                        500,
                        "The service failed",
                        "The service failed to answer; its log tells more under the request id. Nothing can be concluded"
                                + " about the patch.",
                        Map.of());
        };
    }

    static Problem tooLarge(int longest) {
        return new Problem(
                "too_large",
                413,
                "The body is too large",
                "At most " + longest + " bytes are taken here; send it in pieces.",
                Map.of());
    }

    /** The body of a problem, as {@code application/problem+json}. */
    static Buffer body(Problem problem, String path, String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:patchrisk:problem:" + problem.code());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        members.put("instance", path.length() > 200 ? path.substring(0, 200) : path);
        members.put("code", problem.code());
        members.put("request_id", requestId);
        members.putAll(problem.extensions());
        try {
            return Buffer.buffer(DeskJson.mapper().writeValueAsBytes(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problem " + problem.code() + " cannot be written as JSON", e);
        }
    }
}
