// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.scoring.desk.Change;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final Face face = new Face();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        face.close();
    }

    @Test
    void tellsWhoListensOfEachChangeAtOnce() throws Exception {
        HttpClientResponse stream = open("/api/v1/rollouts/lp-2026-11/stream");
        assertThat(stream.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("retry: 2000\n\n");
        face.desk.listeners.forEach(
                listener -> listener.accept(new Change(Examples.ROLLOUT, Set.of(Change.What.EVENTS), Examples.NOW)));
        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .startsWith("event: changed\ndata: {")
                .contains("\"rollout\":\"lp-2026-11\"", "\"what\":[\"events\"]")
                .endsWith("}\n\n");
    }

    @Test
    void isNotCompressedSoThatNoEventWaitsForTheNextOne() throws Exception {
        assertThat(open("/api/v1/stream").getHeader("Content-Encoding")).isNotEqualTo("gzip");
    }

    @Test
    void forgetsWhoWentAway() throws Exception {
        HttpClientResponse stream = open("/api/v1/stream");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(face.desk.listeners).hasSize(1);
        Face.await(stream.request().connection().close());
        for (int i = 0; i < 500 && !face.desk.listeners.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(face.desk.listeners).isEmpty();
    }

    @Test
    void takesNoPlaceOfTheRequestsThatAreAnswered() throws Exception {
        open("/api/v1/stream");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(face.registry.scrape()).contains("patchrisk_http_requests_in_flight 0");
    }

    @Test
    void refusesWhatIsNoRollout() {
        assertThat(face.get("/api/v1/rollouts/nobody/stream").statusCode()).isEqualTo(404);
    }

    @Test
    void letsTheServiceStopWhileSomebodyListens() throws Exception {
        open("/api/v1/stream");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();
        Face.await(face.server.stop(Duration.ofSeconds(20)).timeout(10, TimeUnit.SECONDS));
    }

    private HttpClientResponse open(String path) throws Exception {
        return Face.await(face.vertx
                .createHttpClient()
                .request(HttpMethod.GET, face.server.port(), "127.0.0.1", path)
                .compose(request -> request.putHeader("Accept-Encoding", "gzip").send())
                .map(response ->
                        response.handler(part -> heard.add(part.toString())).exceptionHandler(e -> {})));
    }
}
