// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.collector.crash.CrashUpload;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Teller;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.LivepatchReport.LoadedPatch;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.PatchedReport;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what people and tools tell from JSON; the limits are those of the OpenAPI document. */
final class Commands {

    /** Clocks of patched hosts may run ahead of ours by as much. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private static final Duration LONGEST_WATCH = Duration.ofDays(3_660);

    private static final int MOST_NAMES = 10_000;
    private static final int MOST_WAVES = 1_000;
    private static final int MOST_HOSTS = 100_000;

    private final InstantSource clock;

    Commands(InstantSource clock) {
        this.clock = clock;
    }

    PatchDeclaration patch(JsonNode body) {
        Fields fields = Fields.of(body);
        PatchDeclaration patch = new PatchDeclaration(
                fields.name("id", NameRule.NAME),
                fields.choice("kind", Patch.Kind.class),
                fields.optionalText("vendor", 128),
                fields.optionalText("version", 128),
                fields.texts("modules", 128, 1_000),
                fields.texts("functions", 256, MOST_NAMES),
                fields.texts("cves", 64, MOST_NAMES),
                fields.optionalText("digest", 256));
        fields.check();
        return patch;
    }

    RolloutDeclaration rollout(JsonNode body) {
        Fields fields = Fields.of(body);
        String id = fields.name("id", NameRule.NAME);
        String patch = fields.name("patch", NameRule.NAME);
        Mode mode = fields.optionalChoice("mode", Mode.class);
        List<PlannedWave> waves = fields.objects(
                "waves",
                MOST_WAVES,
                wave -> new PlannedWave(
                        wave.name("name", NameRule.NAME), wave.names("hosts", NameRule.HOST, MOST_HOSTS)));
        Double priorHarm = fields.optionalShare("prior_harm");
        refuseRepetition(fields, waves);
        fields.check();
        return new RolloutDeclaration(
                new RolloutId(id),
                patch,
                mode == null ? Mode.ADVISORY : mode,
                waves.stream().map(PlannedWave::plan).toList(),
                priorHarm);
    }

    PatchedReport patched(JsonNode body) {
        Fields fields = Fields.of(body);
        String host = fields.name("host", NameRule.HOST);
        Instant at = past(fields, "at");
        fields.check();
        return new PatchedReport(new HostId(host), at);
    }

    OperatorAction action(JsonNode body) {
        Fields fields = Fields.of(body);
        OperatorAction action = new OperatorAction(
                fields.choice("action", Action.class),
                fields.text("by", 128),
                fields.text("reason", 1_000),
                fields.optionalInstant("expires_at"),
                fields.optionalChoice("decision", Decision.class),
                fields.optionalText("fingerprint", 256));
        refuseIncomplete(fields, action);
        fields.check();
        return action;
    }

    CandidateRequest candidate(JsonNode body) {
        Fields fields = Fields.of(body);
        CandidateRequest request = new CandidateRequest(fields.text("by", 128), fields.text("reason", 1_000));
        fields.check();
        return request;
    }

    OutcomeReport outcome(JsonNode body) {
        Fields fields = Fields.of(body);
        OutcomeReport outcome = new OutcomeReport(
                fields.choice("happened", Happening.class),
                fields.choice("cause", Cause.class),
                fields.optionalText("cause_text", 1_000),
                fields.optionalText("fingerprint", 256),
                fields.choice("source", Teller.class),
                fields.text("by", 128),
                fields.optionalInstant("at"),
                fields.count("watched_s", LONGEST_WATCH.toSeconds()),
                fields.optionalText("note", 1_000));
        refuseIncomplete(fields, outcome);
        fields.check();
        return outcome;
    }

    private static void refuseIncomplete(Fields fields, OutcomeReport outcome) {
        boolean blamed = outcome.cause() == Cause.PATCH || outcome.cause() == Cause.ATTRIBUTED_CRASH;
        if (blamed && outcome.happened() == Happening.NO_HARM) {
            fields.refuse("cause", "where there was no harm the patch can have caused none; leave it at none or other");
        }
        boolean named = outcome.cause() == Cause.PATCH || outcome.cause() == Cause.OTHER;
        if (named && outcome.causeText() == null) {
            fields.refuse("cause_text", "it is needed: say in words what the cause was");
        }
        if (outcome.cause() == Cause.ATTRIBUTED_CRASH && outcome.fingerprint() == null) {
            fields.refuse("fingerprint", "it is needed; GET …/events lists fingerprints");
        }
    }

    LivepatchReport livepatch(JsonNode body) {
        Fields fields = Fields.of(body);
        LivepatchReport report = new LivepatchReport(
                past(fields, "at"),
                fields.objects(
                        "patches",
                        1_000,
                        loaded -> new LoadedPatch(
                                loaded.text("name", 128),
                                loaded.flag("enabled"),
                                loaded.flag("transition"),
                                loaded.texts("functions", 256, MOST_NAMES))));
        fields.check();
        return report;
    }

    /** A crash is never refused for the clock of its host: a time ahead of ours is only not believed. */
    CrashUpload.Reading.Read crash(Buffer body) {
        CrashUpload.Reading reading = CrashUpload.read(body.getBytes());
        if (reading instanceof CrashUpload.Reading.Wrong wrong) {
            throw new ProblemException(Fault.problem(List.of(new Fault("line " + wrong.line(), wrong.why(), false))));
        }
        return (CrashUpload.Reading.Read) reading;
    }

    private record PlannedWave(String name, List<String> hosts) {

        WavePlan plan() {
            return new WavePlan(
                    new WaveName(name), hosts.stream().map(HostId::new).toList());
        }
    }

    private static void refuseRepetition(Fields fields, List<PlannedWave> waves) {
        Set<String> names = new HashSet<>();
        Set<String> hosts = new HashSet<>();
        if (waves.isEmpty()) {
            fields.refuse("waves", "a rollout needs at least one wave");
        }
        for (int i = 0; i < waves.size(); i++) {
            if (!names.add(waves.get(i).name())) {
                fields.refuse("waves/" + i + "/name", "another wave has this name");
            }
            if (waves.get(i).name().equals(WaveName.UNPLANNED.value())) {
                fields.refuse("waves/" + i + "/name", "hosts outside the plan have this name; choose another");
            }
            List<String> members = waves.get(i).hosts();
            for (int j = 0; j < members.size(); j++) {
                if (!hosts.add(members.get(j))) {
                    fields.refuse("waves/" + i + "/hosts/" + j, "this host is in the rollout already");
                }
            }
        }
    }

    private void refuseIncomplete(Fields fields, OperatorAction action) {
        boolean expires = action.action() == Action.OVERRIDE || action.action() == Action.KNOW_FINGERPRINT;
        if (expires && action.expiresAt() == null) {
            fields.refuse("expires_at", "this action needs a time at which it ceases to hold");
        }
        if (action.expiresAt() != null && !action.expiresAt().isAfter(clock.instant())) {
            fields.refuse("expires_at", "it lies in the past");
        }
        if (action.action() == Action.OVERRIDE && action.decision() == null) {
            fields.refuse("decision", "an override needs the decision to give: proceed, hold, stop or unknown");
        }
        if (action.action() == Action.KNOW_FINGERPRINT && action.fingerprint() == null) {
            fields.refuse("fingerprint", "it is needed; GET …/events lists fingerprints");
        }
    }

    private Instant past(Fields fields, String name) {
        Instant at = fields.instant(name);
        Instant now = clock.instant();
        if (at.isAfter(now.plus(CLOCK_TOLERANCE))) {
            fields.refuse(
                    name,
                    at + " lies " + Duration.between(now, at).toSeconds()
                            + " s ahead of this service's clock; at most 60 s are accepted: check the sender's clock");
        }
        return at;
    }
}
