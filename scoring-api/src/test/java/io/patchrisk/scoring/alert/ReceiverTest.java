// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import static io.patchrisk.scoring.alert.Stopped.NOW;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.fetch.Fetcher;
import io.patchrisk.scoring.alert.PostCounts.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One Alertmanager that answers as a test says. */
class ReceiverTest {

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<JsonArray> posts = new LinkedBlockingQueue<>();
    private final PostCounts counts = new PostCounts();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    /** @param status what is answered to the n-th post; 0 for no answer */
    private Receiver receiver(IntUnaryOperator status) {
        int[] asked = {0};
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    posts.add(body.toJsonArray());
                    int code = status.applyAsInt(++asked[0]);
                    if (code > 0) {
                        request.response().setStatusCode(code).end("said\u001b[2J");
                    }
                }))
                .listen(0, "127.0.0.1"));
        URI root = URI.create("http://127.0.0.1:" + server.actualPort() + "/am/");
        return new Receiver(vertx, new Fetcher(vertx, Duration.ofMillis(500), 1_000, 1), root, "", counts);
    }

    private static List<Alarm> alarms(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Alarm.holding(Map.of("alertname", "A" + i), Map.of(), NOW, ""))
                .toList();
    }

    private void tell(Receiver receiver, List<Alarm> alarms) {
        vertx.runOnContext(now -> receiver.tell(alarms));
    }

    private JsonArray post() throws InterruptedException {
        JsonArray post = posts.poll(20, TimeUnit.SECONDS);
        assertThat(post).as("a post").isNotNull();
        return post;
    }

    private static String name(JsonArray post) {
        return post.getJsonObject(0).getJsonObject("labels").getString("alertname");
    }

    @Test
    void triesAgainUntilItIsTakenAndTellsTheNewestStateOnly() throws Exception {
        Receiver receiver = receiver(n -> n <= 2 ? 503 : 200);
        tell(receiver, alarms(1, 2));
        assertThat(name(post())).isEqualTo("A1");
        tell(receiver, alarms(2, 3));
        tell(receiver, alarms(3, 4));

        assertThat(name(post())).isEqualTo("A3");
        assertThat(name(post())).isEqualTo("A3");
        await(receiver.close());
        assertThat(posts).isEmpty();
        assertThat(counts.of(Outcome.FAILED)).isEqualTo(2);
        assertThat(counts.of(Outcome.TAKEN)).isEqualTo(1);
    }

    @Test
    void doesNotSendAgainWhatIsRefused() throws Exception {
        Receiver receiver = receiver(n -> n == 1 ? 400 : 200);
        tell(receiver, alarms(1, 2));
        post();
        tell(receiver, alarms(2, 3));

        assertThat(name(post())).isEqualTo("A2");
        await(receiver.close());
        assertThat(counts.of(Outcome.REFUSED)).isEqualTo(1);
        assertThat(counts.of(Outcome.FAILED)).isZero();
    }

    @Test
    void givesUpAnAnswerThatDoesNotComeAndTriesAgain() throws Exception {
        Receiver receiver = receiver(n -> n == 1 ? 0 : 200);
        tell(receiver, alarms(1, 2));
        post();

        assertThat(name(post())).isEqualTo("A1");
        await(receiver.close());
        assertThat(counts.of(Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void sendsManyInPostsOfBoundedSize() throws Exception {
        Receiver receiver = receiver(n -> 200);
        tell(receiver, alarms(0, 250));

        assertThat(post()).hasSize(100);
        assertThat(post()).hasSize(100);
        assertThat(post()).hasSize(50);
        await(receiver.close());
    }
}
