// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.CandidateDesk;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.CandidateView;
import io.patchrisk.scoring.desk.Declared;
import io.vertx.core.Future;
import java.util.Map;

/** Models that are trained to take the place of the one in use. */
final class CandidateRoutes {

    private static final String CANDIDATES = "/api/v1/models/candidates/";

    private final CandidateDesk desk;
    private final Commands commands;

    CandidateRoutes(CandidateDesk desk, Commands commands) {
        this.desk = desk;
        this.commands = commands;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.of(
                "trainCandidate",
                this::train,
                "listCandidates",
                asked -> desk.all().map(all -> Answer.list("candidates", all)),
                "getCandidate",
                asked -> desk.find(asked.candidate()).map(Answer::ok),
                "cancelCandidate",
                this::cancel);
    }

    private Future<Answer> train(Asked asked) {
        CandidateRequest request = commands.candidate(asked.json());
        return desk.train(request, asked.idempotencyKey()).map(CandidateRoutes::begun);
    }

    private static Answer begun(Declared<CandidateView> begun) {
        return begun.created()
                ? new Answer(202, Map.of("Location", CANDIDATES + begun.view().id()), begun.view())
                : Answer.ok(begun.view());
    }

    private Future<Answer> cancel(Asked asked) {
        String id = asked.candidate();
        return desk.cancel(id, commands.candidate(asked.json())).map(Answer::ok);
    }
}
