// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.store.NewFact;
import io.patchrisk.scoring.store.StoredFact;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Fleet facts as rows of the fact store: one kind a record, its components as JSON. */
public final class FactCodec {

    /** Kinds that need not be kept for ever. */
    public static final String READING = "reading";

    public static final String KERNEL_LOG = "kernel_log";

    public static final String LIVEPATCH = "livepatch";

    public static final String PUSH = "kernel_log_push";

    public static final String CRASH = "crash";

    public static final String CRASH_LOG = "crash_log";

    private static final String WATCH = "watch";

    private static final String OUTCOME = "outcome";

    private static final String IMPORTED = "outcome_row";

    private static final String CANDIDATE = "candidate";

    private static final String CANDIDATE_END = "candidate_end";

    /** Kinds whose time is that of our taking them in: the row has it, and a sender who repeats itself says the same. */
    private static final Set<String> STAMPED_BY_US = Set.of(
            "patch",
            "rollout",
            "action",
            KERNEL_LOG,
            PUSH,
            CRASH,
            CRASH_LOG,
            WATCH,
            OUTCOME,
            IMPORTED,
            CANDIDATE,
            CANDIDATE_END);

    private static final Map<String, Class<? extends FleetFact>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("patch", FleetFact.PatchKnown.class),
            Map.entry("rollout", FleetFact.RolloutOpened.class),
            Map.entry("patched", FleetFact.HostPatched.class),
            Map.entry("action", FleetFact.OperatorActed.class),
            Map.entry(KERNEL_LOG, FleetFact.LogHeard.class),
            Map.entry(PUSH, FleetFact.LogPushed.class),
            Map.entry(CRASH, FleetFact.CrashTold.class),
            Map.entry(CRASH_LOG, FleetFact.CrashLogHeard.class),
            Map.entry(LIVEPATCH, FleetFact.PatchStateTold.class),
            Map.entry(READING, FleetFact.HostRead.class),
            Map.entry(WATCH, FleetFact.RolloutWatched.class),
            Map.entry(OUTCOME, FleetFact.OutcomeTold.class),
            Map.entry(CANDIDATE, FleetFact.CandidateBegun.class),
            Map.entry(CANDIDATE_END, FleetFact.CandidateEnded.class),
            Map.entry(IMPORTED, FleetFact.OutcomeImported.class),
            Map.entry("decision", FleetFact.DecisionTaken.class)));

    private static final ObjectMapper MAPPER = DeskJson.mapper().copy().registerModule(patchNames());

    private FactCodec() {}

    /**
     * A fact on its way into the store.
     *
     * @param key what makes it one and the same fact however often it is sent
     */
    public static NewFact encode(String key, FleetFact fact) {
        String kind = KINDS.entrySet().stream()
                .filter(entry -> entry.getValue() == fact.getClass())
                .findFirst()
                .orElseThrow()
                .getKey();
        try {
            return new NewFact(kind + "/" + key, kind, fact.subject(), fact.at(), body(kind, fact));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a fact of kind " + kind + " cannot be written as JSON", e);
        }
    }

    private static String body(String kind, FleetFact fact) throws JsonProcessingException {
        if (!STAMPED_BY_US.contains(kind)) {
            return MAPPER.writeValueAsString(fact);
        }
        ObjectNode body = MAPPER.valueToTree(fact);
        body.remove("at");
        return MAPPER.writeValueAsString(body);
    }

    /** The fact a row holds; throws {@link IllegalArgumentException}, naming the row, when it holds none of ours. */
    public static FleetFact decode(StoredFact row) {
        Class<? extends FleetFact> type = KINDS.get(row.fact().kind());
        if (type == null) {
            throw new IllegalArgumentException(
                    "fact " + row.seq() + " has the unknown kind " + row.fact().kind());
        }
        try {
            if (!STAMPED_BY_US.contains(row.fact().kind())) {
                return MAPPER.readValue(row.fact().body(), type);
            }
            ObjectNode body = MAPPER.readValue(row.fact().body(), ObjectNode.class);
            body.put("at", row.fact().at().toString());
            return MAPPER.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "fact " + row.seq() + " of kind " + row.fact().kind() + " is unreadable", e);
        }
    }

    private static SimpleModule patchNames() {
        SimpleModule module = new SimpleModule("patch-names");
        module.addSerializer(PatchName.class, ToStringSerializer.instance);
        module.addDeserializer(PatchName.class, new FromStringDeserializer<PatchName>(PatchName.class) {
            @Override
            protected PatchName _deserialize(String value, DeserializationContext context) {
                return new PatchName(value);
            }
        });
        return module;
    }
}
