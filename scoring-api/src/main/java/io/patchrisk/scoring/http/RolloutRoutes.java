// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.vertx.core.Future;
import java.util.Map;

/** Patches and rollouts: declared, looked at, acted on. */
final class RolloutRoutes {

    private final Desk desk;
    private final Commands commands;

    RolloutRoutes(Desk desk, Commands commands) {
        this.desk = desk;
        this.commands = commands;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.ofEntries(
                Map.entry("declarePatch", this::declarePatch),
                Map.entry("listPatches", asked -> desk.patches().map(all -> Answer.list("patches", all))),
                Map.entry("getPatch", asked -> desk.patch(asked.patch()).map(Answer::ok)),
                Map.entry("openRollout", this::openRollout),
                Map.entry("listRollouts", asked -> desk.rollouts().map(all -> Answer.list("rollouts", all))),
                Map.entry("getRollout", this::getRollout),
                Map.entry("reportPatched", this::reportPatched),
                Map.entry("act", this::act),
                Map.entry(
                        "rolloutRisk",
                        asked -> desk.rolloutRisk(asked.rollout()).map(Answer::ok)),
                Map.entry(
                        "waveRisk",
                        asked -> desk.waveRisk(asked.rollout(), asked.wave()).map(Answer::ok)),
                Map.entry(
                        "listDecisions",
                        asked -> desk.decisions(asked.rollout()).map(all -> Answer.list("decisions", all))));
    }

    private Future<Answer> getRollout(Asked asked) {
        boolean hosts = asked.flag("hosts", true);
        return desk.rollout(asked.rollout()).map(view -> Answer.ok(hosts ? view : view.withoutHosts()));
    }

    private Future<Answer> declarePatch(Asked asked) {
        PatchDeclaration patch = commands.patch(asked.json());
        return desk.declarePatch(patch).map(declared -> answer(declared, "/api/v1/patches/" + patch.id()));
    }

    private Future<Answer> openRollout(Asked asked) {
        RolloutDeclaration rollout = commands.rollout(asked.json());
        return desk.openRollout(rollout).map(declared -> answer(declared, "/api/v1/rollouts/" + rollout.id()));
    }

    private Future<Answer> reportPatched(Asked asked) {
        RolloutId rollout = asked.rollout();
        return desk.reportPatched(rollout, commands.patched(asked.json()), asked.idempotencyKey())
                .map(Answer::accepted);
    }

    private Future<Answer> act(Asked asked) {
        RolloutId rollout = asked.rollout();
        return desk.act(rollout, commands.action(asked.json()), asked.idempotencyKey())
                .map(Answer::ok);
    }

    private static Answer answer(Declared<?> declared, String location) {
        return Answer.declared(declared.created(), location, declared.view());
    }
}
