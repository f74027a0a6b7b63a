// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to a service that is being pushed to. */
@Tag("slow")
class ShutdownTest {

    @TempDir
    private Path folder;

    @Test
    void endsWithStatusZeroAndKeepsWhatItAcknowledged() throws Exception {
        Config config = new Config(folder).host("h1");
        ServiceProcess service = ServiceProcess.start(config);
        Set<String> acknowledged;
        try (Pushers pushers = new Pushers(service.api(), "h1", "term")) {
            Eventually.await("pushes", Duration.ofSeconds(20), pushers::acknowledged, keys -> keys.size() > 100);
            service.terminate();
            assertThat(service.exitStatus(20)).isZero();
            acknowledged = pushers.acknowledged();
        }

        assertThat(acknowledged).hasSizeGreaterThan(100);
        assertThat(StoredKeys.of(config.store())).containsAll(acknowledged);
    }

    /** A load balancer needs to be told before the listener is gone. */
    @Test
    void isNotReadyWhileItStillAnswersTheLastRequest() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder).host("h1"));
                SlowRequest under = new SlowRequest(service.api().root(), "/api/v1/hosts/h1/kernel-log")) {
            Eventually.await(
                    "the request is under way",
                    Duration.ofSeconds(5),
                    () -> service.metrics().sum("patchrisk_http_requests_in_flight"),
                    count -> count == 1);
            service.terminate();
            Reply ready = Eventually.await(
                    "not ready", Duration.ofSeconds(5), () -> readiness(service), reply -> reply.status() == 503);

            assertThat(ready.text()).contains("shutting down");
            assertThat(under.finish()).contains("202");
            assertThat(service.exitStatus(20)).isZero();
        }
    }

    private static Reply readiness(ServiceProcess service) throws IOException, InterruptedException {
        return service.management().get("/readyz");
    }
}
