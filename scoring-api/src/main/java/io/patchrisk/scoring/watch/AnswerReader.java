// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.ShownText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reader of what the service answers. A field that is missing is shown as nothing; it is never an error. */
public final class AnswerReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 400;
    private static final int MOST = 200;

    private AnswerReader() {}

    /** What the service said; null when it is no answer about a rollout. */
    public static @Nullable RolloutSeen read(String rollout, String events, Instant now) {
        JsonNode view = tree(rollout);
        JsonNode assessment = view.path("assessment");
        if (!view.path("id").isTextual() || !assessment.isObject()) {
            return null;
        }
        return new RolloutSeen(
                now,
                text(view.path("id")),
                text(view.path("patch")),
                text(view.path("mode")),
                text(view.path("state")),
                text(view.path("current_wave")),
                word(assessment.path("decision")),
                risk(assessment),
                reasons(assessment.path("reasons")),
                waits(assessment.path("blocking")),
                waves(view.path("wave_states")),
                events(tree(events).path("events")));
    }

    /** What a problem says of itself; empty when it is none. */
    public static String problem(String body) {
        return text(tree(body).path("detail"));
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? ShownText.line(node.asText(), LONGEST) : "";
    }

    private static Decision word(JsonNode node) {
        return Word.find(Decision.class, node.asText()).orElse(Decision.UNKNOWN);
    }

    private static RolloutSeen.@Nullable Risk risk(JsonNode assessment) {
        JsonNode interval = assessment.path("interval");
        JsonNode risk = assessment.path("risk");
        return risk.isNumber()
                ? new RolloutSeen.Risk(risk.asDouble(), number(interval.path("low")), number(interval.path("high")))
                : null;
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? Double.valueOf(node.asDouble()) : null;
    }

    private static List<RolloutSeen.Reason> reasons(JsonNode all) {
        List<RolloutSeen.Reason> reasons = new ArrayList<>();
        for (JsonNode one : all) {
            if (reasons.size() < MOST) {
                reasons.add(new RolloutSeen.Reason(text(one.path("code")), text(one.path("text"))));
            }
        }
        return reasons;
    }

    private static List<String> waits(JsonNode all) {
        List<String> waits = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode missing = one.path("missing");
            String amount = missing.isNumber()
                    ? String.format(Locale.ROOT, "%.0f %s: ", Math.ceil(missing.asDouble()), text(one.path("unit")))
                    : "";
            if (waits.size() < MOST) {
                waits.add(amount + text(one.path("text")));
            }
        }
        return waits;
    }

    private static List<RolloutSeen.Wave> waves(JsonNode all) {
        List<RolloutSeen.Wave> waves = new ArrayList<>();
        for (JsonNode one : all) {
            Map<String, Integer> hosts = new TreeMap<>();
            one.path("counts").properties().forEach(count -> {
                if (count.getValue().asInt() > 0) {
                    hosts.put(state(count.getKey()), count.getValue().asInt());
                }
            });
            if (!one.path("counts").isObject()) {
                one.path("hosts").forEach(host -> hosts.merge(state(text(host.path("patch_state"))), 1, Integer::sum));
            }
            if (waves.size() < MOST) {
                waves.add(new RolloutSeen.Wave(text(one.path("name")), word(one.path("decision")), hosts));
            }
        }
        return waves;
    }

    private static String state(String word) {
        return ShownText.line(word.replace('_', ' '), LONGEST);
    }

    private static List<RolloutSeen.Event> events(JsonNode all) {
        List<RolloutSeen.Event> events = new ArrayList<>();
        for (JsonNode one : all) {
            JsonNode hosts = one.path("patched_hosts");
            events.add(new RolloutSeen.Event(
                    text(one.path("fingerprint")),
                    text(one.path("kind")),
                    text(one.path("title")),
                    text(one.path("function")),
                    one.path("attributed").asBoolean(false),
                    one.path("count").asInt(),
                    hosts.size(),
                    text(hosts.path(0)),
                    instant(one.path("last_at").asText())));
        }
        events.sort(Comparator.comparing(RolloutSeen.Event::lastAt, Comparator.nullsLast(Comparator.reverseOrder())));
        return events.subList(0, Math.min(MOST, events.size()));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
