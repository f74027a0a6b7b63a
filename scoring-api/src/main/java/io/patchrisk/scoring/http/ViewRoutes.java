// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.HostQuery;
import io.patchrisk.scoring.desk.MemberQuery;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.ViewDesk;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;

/** What people look at: lists in parts, courses, the fleet in numbers. */
final class ViewRoutes {

    private static final int USUAL = 100;

    /** Milliseconds since the epoch of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    private final ViewDesk desk;

    ViewRoutes(ViewDesk desk) {
        this.desk = desk;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.of(
                "listMembers", this::members,
                "listLooks",
                        asked -> desk.looks(asked.rollout(), asked.waveAsked()).map(Answer::ok),
                "listSignals",
                        asked -> desk.signals(asked.rollout(), asked.waveAsked())
                                .map(all -> Answer.list("signals", all)),
                "listEvents",
                        asked -> desk.events(asked.rollout(), asked.text("q"), all(asked))
                                .map(page -> Answer.page("events", page)),
                "listHosts", this::hosts,
                "hostSignals", asked -> desk.hostSignals(asked.host()).map(all -> Answer.list("signals", all)),
                "hostEvents", asked -> desk.hostEvents(asked.host()).map(all -> Answer.list("events", all)),
                "getFleet", asked -> desk.fleet().map(Answer::ok),
                "listAnnotations", this::annotations);
    }

    private Future<Answer> members(Asked asked) {
        MemberQuery query = new MemberQuery(
                asked.waveAsked(),
                asked.choice("state", PatchState.class),
                asked.choice("observation", Observation.class),
                asked.text("q"),
                asked.slice(USUAL));
        return desk.members(asked.rollout(), query).map(page -> Answer.page("hosts", page));
    }

    private Future<Answer> hosts(Asked asked) {
        HostQuery query = new HostQuery(
                asked.choice("observation", Observation.class), asked.text("release"), asked.text("q"), all(asked));
        return desk.hosts(query).map(page -> Answer.page("hosts", page));
    }

    /** Who names no limit gets everything. */
    private static Slice all(Asked asked) {
        return asked.text("limit") == null ? new Slice(asked.text("after"), Integer.MAX_VALUE) : asked.slice(USUAL);
    }

    /** Grafana answers lists of annotations bare. */
    private Future<Answer> annotations(Asked asked) {
        Instant from = Instant.ofEpochMilli(asked.number("from", 0, LATEST, 0));
        Instant to = Instant.ofEpochMilli(asked.number("to", 0, LATEST, LATEST));
        return desk.annotations(from, to, asked.rolloutIfAsked()).map(Answer::ok);
    }
}
