// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.Replay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One replayed cohort as it is printed. */
record ReplayRow(
        String id, Replay.Outcome outcome, @Nullable RiskModel model) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ReplayRow of(List<RecordedHost> cohort, Replay.Outcome outcome, @Nullable RiskModel model) {
        String id = cohort.stream().map(host -> host.record().host().value()).collect(Collectors.joining("+"));
        return new ReplayRow(id, outcome, model);
    }

    String line() {
        Risk risk = outcome.last().evidence().risk();
        String reasons = outcome.course().verdict().reasons().stream()
                .map(reason -> reason.code().word())
                .distinct()
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%-28s %-8s %7s %17s %7.0fs  %s",
                id.length() <= 28 ? id : id.substring(0, 25) + "...",
                outcome.decision().word(),
                risk == null ? "-" : String.format(Locale.ROOT, "%.4f", risk.probability()),
                risk == null ? "-" : String.format(Locale.ROOT, "%.4f..%.4f", risk.low(), risk.high()),
                outcome.decidedAfter(),
                reasons);
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        Risk risk = outcome.last().evidence().risk();
        fields.put("id", id);
        fields.put("decision", outcome.decision().word());
        fields.put("risk", risk == null ? null : risk.probability());
        fields.put("prior_harm", risk == null ? null : risk.prior());
        fields.put("interval", risk == null ? null : List.of(risk.low(), risk.high()));
        fields.put("decided_after_s", outcome.decidedAfter());
        fields.put(
                "reasons",
                outcome.course().verdict().reasons().stream()
                        .map(ReplayRow::reason)
                        .toList());
        fields.put("model", model == null ? null : model.card().id());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cohort " + id + " cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", reason.code().word());
        fields.put("text", reason.text());
        fields.put("evidence", reason.evidence());
        return fields;
    }
}
