// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what happens while recordings are played: every decision that becomes another one, and a table at the end. */
public final class Playbill {

    private static final int REASONS = 3;

    private final RolloutTool tool;
    private final DemoPlan plan;
    private final Instant change;
    private final PrintWriter out;
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, Double> decidedAfter = new HashMap<>();

    /** @param change when the recordings' changes come, by the service's clock */
    public Playbill(RolloutTool tool, DemoPlan plan, Instant change, PrintWriter out) {
        this.tool = tool;
        this.plan = plan;
        this.change = change;
        this.out = out;
    }

    /** Prints what is new. */
    public void tellNews() throws IOException, InterruptedException {
        for (DemoPlan.Part part : plan.rollouts()) {
            List<JsonNode> changes = new ArrayList<>();
            tool.decisions(part.name()).path("decisions").forEach(entry -> {
                if (entry.path("wave").isNull()) {
                    changes.add(0, entry);
                }
            });
            for (int i = told.getOrDefault(part.name(), 0); i < changes.size(); i++) {
                tell(part.name(), changes.get(i));
            }
            told.put(part.name(), changes.size());
        }
        out.flush();
    }

    private void tell(String rollout, JsonNode change) {
        double after = (Instant.parse(change.path("at").asText()).toEpochMilli() - this.change.toEpochMilli()) / 1e3;
        decidedAfter.put(rollout, after);
        out.printf(
                Locale.ROOT,
                "  %+4.0f s  %-7s %-8s %s%n",
                after,
                rollout,
                change.path("decision").asText(),
                reasons(change.path("reasons"), 1));
    }

    /** A line on how far the recordings are. */
    public void tellProgress(Stage stage) {
        out.printf(Locale.ROOT, "  %+4.0f s  …%n", stage.sinceChange());
        out.flush();
    }

    /** Prints the table; true when every decision came out right. */
    public boolean tellEnd() throws IOException, InterruptedException {
        boolean right = true;
        out.printf(
                "%n%-8s %5s  %-8s %-8s %7s %16s %9s%n",
                "rollout", "hosts", "decision", "expected", "risk", "interval", "decided");
        for (DemoPlan.Part part : plan.rollouts()) {
            JsonNode answer = tool.gate(part.name());
            String decision = answer.path("decision").asText();
            right &= decision.equals(part.expected().word());
            out.printf(
                    Locale.ROOT,
                    "%-8s %5d  %-8s %-8s %7.4f %16s %7.0f s%n",
                    part.name(),
                    part.hosts().size(),
                    decision,
                    part.expected().word(),
                    answer.path("risk").asDouble(),
                    String.format(
                            Locale.ROOT,
                            "%.4f..%.4f",
                            answer.path("interval").path("low").asDouble(),
                            answer.path("interval").path("high").asDouble()),
                    decidedAfter.getOrDefault(part.name(), 0.0));
            for (JsonNode reason : first(answer.path("reasons"), REASONS)) {
                out.printf(
                        "         %s: %s%n",
                        reason.path("code").asText(), reason.path("text").asText());
            }
        }
        out.printf(
                "%n%s%n", right ? "All three decisions came out right." : "Not every decision came out as expected.");
        out.flush();
        return right;
    }

    private static String reasons(JsonNode reasons, int most) {
        List<String> texts = new ArrayList<>();
        first(reasons, most)
                .forEach(reason -> texts.add(reason.path("code").asText() + ": "
                        + reason.path("text").asText()));
        return String.join("; ", texts);
    }

    private static List<JsonNode> first(JsonNode reasons, int most) {
        List<JsonNode> some = new ArrayList<>();
        for (JsonNode reason : reasons) {
            if (some.size() < most) {
                some.add(reason);
            }
        }
        return some;
    }
}
