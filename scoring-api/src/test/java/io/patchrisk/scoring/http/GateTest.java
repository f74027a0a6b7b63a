// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {

    private static final String GATE = "/api/v1/gate?rollout=lp-2026-11";
    private static final String WAVE_GATE = "/api/v1/rollouts/lp-2026-11/waves/canary/gate";

    private static Face face;

    @BeforeAll
    static void start() {
        face = new Face();
    }

    @AfterAll
    static void stop() {
        face.close();
    }

    @BeforeEach
    void reset() {
        face.desk.failure = null;
        face.desk.throwsAtOnce = false;
    }

    private static void decided(Decision decision, Mode mode) {
        face.desk.gate = Examples.assessment(decision, mode);
    }

    @ParameterizedTest
    @CsvSource({"PROCEED,200", "HOLD,409", "STOP,403", "UNKNOWN,424"})
    void carriesTheDecisionInTheStatusWhenAskedToEnforce(Decision decision, int status) {
        decided(decision, Mode.ENFORCING);
        for (String uri :
                List.of(GATE + "&enforce=true", GATE + "&wave=canary&enforce=true", WAVE_GATE + "?enforce=true")) {
            HttpResponse<Buffer> response = face.get(uri);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
            assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(response.getHeader("Patchrisk-Would-Have")).isNull();
            JsonObject answer = response.bodyAsJsonObject();
            assertThat(answer.getString("decision")).isEqualToIgnoringCase(decision.name());
            assertThat(answer.getBoolean("proceed")).isEqualTo(decision == Decision.PROCEED);
            assertThat(answer.getBoolean("enforced")).isTrue();
            assertThat(answer.getValue("would_have")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void answers200WithTheSameBodyWhenNotAskedToEnforce(Decision decision) {
        decided(decision, Mode.ENFORCING);
        JsonObject plain = face.get(GATE).bodyAsJsonObject();
        JsonObject enforced = face.get(GATE + "&enforce=true").bodyAsJsonObject();
        assertThat(face.get(GATE + "&enforce=false").statusCode()).isEqualTo(200);
        plain.remove("request_id");
        enforced.remove("request_id");
        assertThat(plain).isEqualTo(enforced);
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void neverBlocksAnAdvisoryRolloutButTellsWhatItWouldHave(Decision decision) {
        decided(decision, Mode.ADVISORY);
        HttpResponse<Buffer> response = face.get(GATE + "&enforce=true");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Patchrisk-Would-Have")).isEqualToIgnoringCase(decision.name());
        JsonObject answer = response.bodyAsJsonObject();
        assertThat(answer.getString("decision")).isEqualToIgnoringCase(decision.name());
        assertThat(answer.getString("would_have")).isEqualToIgnoringCase(decision.name());
        assertThat(answer.getBoolean("enforced")).isFalse();
        assertThat(answer.getBoolean("proceed")).isEqualTo(decision == Decision.PROCEED);
    }

    @Test
    void saysUnknownAndNot404ForAnUnknownRollout() {
        HttpResponse<Buffer> response = face.get("/api/v1/gate?rollout=lp-2026-1");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject answer = response.bodyAsJsonObject();
        assertThat(answer.getString("decision")).isEqualTo("unknown");
        assertThat(answer.getBoolean("proceed")).isFalse();
        assertThat(answer.getJsonArray("reasons").getJsonObject(0).getString("code"))
                .isEqualTo("unknown_rollout");
        assertThat(face.get("/api/v1/gate?rollout=lp-2026-1&enforce=true").statusCode())
                .isEqualTo(424);
    }

    @Test
    void readsUnknownAfterAProceedRanOut() {
        decided(Decision.PROCEED, Mode.ENFORCING);
        var late = face.desk.gate.readAt(Examples.NOW.plusSeconds(100));
        assertThat(late.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(late.reasons().get(0).code()).isEqualTo("expired");
        assertThat(face.desk.gate.readAt(Examples.NOW.plusSeconds(99)).decision())
                .isEqualTo(Decision.PROCEED);
    }

    @Test
    void keepsAStopAfterItsTime() {
        decided(Decision.STOP, Mode.ENFORCING);
        assertThat(face.desk.gate.readAt(Examples.NOW.plusSeconds(1_000)).decision())
                .isEqualTo(Decision.STOP);
    }

    @Test
    void saysWhenToAskAgain() {
        decided(Decision.HOLD, Mode.ENFORCING);
        HttpResponse<Buffer> response = face.get(GATE + "&enforce=true");
        assertThat(response.getHeader("Retry-After")).isEqualTo("40");
        assertThat(response.bodyAsJsonObject().getInteger("retry_after_s")).isEqualTo(40);
    }

    @Test
    void writesCompactJsonThatAToolCanMatchAsText() {
        decided(Decision.HOLD, Mode.ENFORCING);
        assertThat(face.get(GATE).bodyAsString())
                .startsWith("{\"decision\":\"hold\",\"proceed\":false,\"enforced\":true,\"would_have\":null,");
    }

    @Test
    void failsWith5xxOnlyWhenTheServiceItselfFailed() {
        face.desk.failure = new IOException("disk /var/secret is broken");
        HttpResponse<Buffer> failed = face.get(GATE + "&enforce=true");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.bodyAsString()).doesNotContain("secret", "IOException", "\"decision\"");
        face.desk.failure = new ProblemException(Problem.overloaded("The store is behind.", 7));
        HttpResponse<Buffer> overloaded = face.get(GATE);
        assertThat(overloaded.statusCode()).isEqualTo(503);
        assertThat(overloaded.getHeader("Retry-After")).isEqualTo("7");
        face.desk.failure = null;
        face.desk.throwsAtOnce = true;
        assertThat(face.get(GATE).statusCode()).isEqualTo(500);
    }

    @Test
    void countsWhatToolsWereTold() {
        decided(Decision.UNKNOWN, Mode.ENFORCING);
        double before = told("unknown");
        face.get(GATE);
        face.get(WAVE_GATE);
        assertThat(told("unknown") - before).isEqualTo(2);
        assertThat(told("stop")).isNotNegative();
    }

    private static double told(String decision) {
        return face.registry
                .get("patchrisk.gate.answers")
                .tag("decision", decision)
                .counter()
                .count();
    }
}
