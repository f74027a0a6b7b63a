// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.model.outcome.OutcomeCsv;
import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.scoring.desk.OutcomeDesk;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.RolloutId;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What became of rollouts: told, read back, and passed on as rows to learn from. */
final class OutcomeRoutes {

    /** Some 2,000 rows: each costs about 40 µs to read, and the fleet waits while their facts are made. */
    private static final int LONGEST_IMPORT = 512 << 10;

    private final OutcomeDesk desk;
    private final Commands commands;

    OutcomeRoutes(OutcomeDesk desk, Commands commands) {
        this.desk = desk;
        this.commands = commands;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.of(
                "tellOutcome",
                this::tell,
                "listOutcomes",
                asked -> desk.told(asked.rollout()).map(Answer::ok),
                "exportOutcomes",
                asked -> desk.rows().compose(rows -> asked.offTheLoop(() -> csv(rows))),
                "importOutcomes",
                this::take);
    }

    private Future<Answer> tell(Asked asked) {
        RolloutId rollout = asked.rollout();
        OutcomeReport outcome = commands.outcome(asked.json());
        return desk.tell(rollout, outcome, asked.idempotencyKey())
                .map(told -> Answer.declared(told.created(), "/api/v1/rollouts/" + rollout + "/outcomes", told.view()));
    }

    private static Answer csv(List<OutcomeRow> rows) {
        StringBuilder text = new StringBuilder();
        try {
            OutcomeCsv.write(rows, text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing rows into memory", e);
        }
        return Answer.ok(new Answer.Text("text/csv; charset=utf-8; header=present", text.toString()));
    }

    private Future<Answer> take(Asked asked) {
        String by = asked.by();
        String text = asked.bytes(LONGEST_IMPORT).toString(StandardCharsets.UTF_8);
        return asked.offTheLoop(() -> OutcomeImport.read(new StringReader(text)))
                .compose(read -> desk.take(read, by))
                .map(Answer::ok);
    }
}
