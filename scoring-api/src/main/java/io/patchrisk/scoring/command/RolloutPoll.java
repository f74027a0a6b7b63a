// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.scoring.desk.ShownText;
import io.patchrisk.scoring.watch.AnswerReader;
import io.patchrisk.scoring.watch.RolloutSeen;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A service that is asked again and again how a rollout stands, without waiting for it. Confined to one thread. */
final class RolloutPoll {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;
    private final URI root;
    private final Duration interval;
    private @Nullable CompletableFuture<Answers> asked;
    private @Nullable Instant askedAt;
    private @Nullable RolloutSeen seen;
    private String trouble = "";
    private boolean unknownRollout;

    /** A service that lists hosts only where it is asked to spares a big fleet much; an older one refuses the question. */
    private String shorter = "?hosts=false";

    private record Answers(HttpResponse<String> rollout, HttpResponse<String> events) {}

    RolloutPoll(URI root, String rollout, Duration interval) {
        this.root = root;
        this.base = "/api/v1/rollouts/"
                + URLEncoder.encode(rollout, StandardCharsets.UTF_8).replace("+", "%20");
        this.interval = interval;
    }

    /** Takes an answer that has come, and asks again when it is time. */
    void tick(Instant now) {
        CompletableFuture<Answers> question = asked;
        if (question != null && question.isDone()) {
            asked = null;
            take(question, now);
        }
        Instant before = askedAt;
        if (asked == null && (before == null || !now.isBefore(before.plus(interval)) || now.isBefore(before))) {
            askedAt = now;
            asked = get(base + shorter).thenCombine(get(base + "/events"), Answers::new);
        }
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void take(CompletableFuture<Answers> question, Instant now) {
        try {
            take(question.join(), now);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            trouble = ShownText.line(root + " does not answer (" + why + "); trying again.", 200);
        }
    }

    private void take(Answers answers, Instant now) {
        int status = answers.rollout().statusCode();
        String body = answers.rollout().body();
        if (status == BAD_REQUEST && !shorter.isEmpty()) {
            shorter = "";
            askedAt = null;
            return;
        }
        RolloutSeen read =
                status == 200 ? AnswerReader.read(body, answers.events().body(), now) : null;
        if (read != null) {
            seen = read;
            trouble = "";
            return;
        }
        String said = AnswerReader.problem(body);
        unknownRollout = status == NOT_FOUND && !said.isEmpty();
        trouble = unknownRollout
                ? said
                : ShownText.line(root + " answers HTTP " + status + (said.isEmpty() ? "" : ": " + said), 200);
    }

    /** What was heard last; null before the first answer. */
    @Nullable
    RolloutSeen seen() {
        return seen;
    }

    /** Why there is no new answer; empty when there is. */
    String trouble() {
        return trouble;
    }

    /** Whether the service says that it knows no such rollout. */
    boolean unknownRollout() {
        return unknownRollout;
    }
}
