// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service comes up, says so, and does not say proceed to what it does not know. */
class SmokeTest {

    @TempDir
    private Path folder;

    @Test
    void isReadyAndKnowsNoRollout() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder))) {
            assertThat(service.management().get("/readyz").status()).isEqualTo(200);
            assertThat(service.management().get("/livez").status()).isEqualTo(200);
            assertThat(service.metrics().sum("patchrisk_model_info")).isEqualTo(1);

            Reply gate = service.gate("nobody-declared-this");
            assertThat(gate.status()).isEqualTo(200);
            assertThat(gate.decision()).isEqualTo("unknown");
            assertThat(gate.json().path("proceed").asBoolean()).isFalse();
            assertThat(service.api()
                            .get("/api/v1/gate?rollout=nobody-declared-this&enforce=true")
                            .status())
                    .isEqualTo(424);
        }
    }
}
