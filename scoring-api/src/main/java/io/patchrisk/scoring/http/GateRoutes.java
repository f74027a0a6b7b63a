// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.GateAnswer;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** The gate in both faces: always 200 with the answer as JSON, or with the decision in the status code. */
final class GateRoutes {

    private final Desk desk;
    private final InstantSource clock;
    private final HttpMeters meters;

    GateRoutes(Desk desk, InstantSource clock, HttpMeters meters) {
        this.desk = desk;
        this.clock = clock;
        this.meters = meters;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.of("gate", this::gate, "waveGate", this::waveGate);
    }

    private Future<Answer> gate(Asked asked) {
        boolean enforce = asked.enforce();
        return desk.gate(asked.rolloutAsked(), asked.waveAsked()).map(assessed -> answer(assessed, enforce, asked));
    }

    private Future<Answer> waveGate(Asked asked) {
        boolean enforce = asked.enforce();
        return desk.gate(asked.rollout(), asked.wave()).map(assessed -> answer(assessed, enforce, asked));
    }

    private Answer answer(Assessment assessed, boolean enforce, Asked asked) {
        GateAnswer answer = GateAnswer.of(assessed, clock.instant(), asked.requestId());
        meters.gateAnswered(answer.decision());
        Map<String, String> headers = new TreeMap<>();
        if (!answer.enforced()) {
            headers.put("Patchrisk-Would-Have", answer.decision().word());
        }
        int status = enforce && answer.enforced() ? status(answer.decision()) : 200;
        if (status != 200 && answer.retryAfterS() != null) {
            headers.put("Retry-After", answer.retryAfterS().toString());
        }
        return new Answer(status, headers, answer);
    }

    /** Statuses that no rollout tool retries by itself, so that a hold is not hammered and a stop not repeated until it passes. */
    private static int status(Decision decision) {
        return switch (decision) {
            case PROCEED -> 200;
            case HOLD -> 409;
            case STOP -> 403;
            case UNKNOWN -> 424;
        };
    }
}
