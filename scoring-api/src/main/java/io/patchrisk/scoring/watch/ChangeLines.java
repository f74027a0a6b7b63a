// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.watch.RolloutSeen.Event;
import io.patchrisk.scoring.watch.RolloutSeen.Reason;
import io.patchrisk.scoring.watch.RolloutSeen.Wave;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is new of a rollout, one line a change, for those who read no terminal but a log. */
public final class ChangeLines {

    private @Nullable String decision;
    private @Nullable String state;
    private final Map<String, Wave> waves = new HashMap<>();
    private final Map<String, Integer> events = new HashMap<>();
    private String trouble = "";

    /** The lines that are new; none when nothing changed. */
    public List<String> next(@Nullable RolloutSeen seen, String newTrouble, Instant now) {
        List<String> lines = new ArrayList<>();
        if (!newTrouble.equals(trouble)) {
            lines.add(newTrouble.isEmpty() ? "the service answers again" : newTrouble);
            trouble = newTrouble;
        }
        if (seen != null) {
            decided(seen, now, lines);
            seen.waves().forEach(wave -> counted(wave, lines));
            seen.events().forEach(event -> reported(event, lines));
        }
        String at = now.truncatedTo(ChronoUnit.SECONDS) + " ";
        return lines.stream().map(at::concat).toList();
    }

    private void decided(RolloutSeen seen, Instant now, List<String> lines) {
        Decision says = seen.decisionAt(now);
        Reason first =
                seen.reasons().isEmpty() ? new Reason("", "") : seen.reasons().get(0);
        boolean stale = seen.staleAt(now);
        String told = says + (stale ? " stale" : " " + first.code());
        if (!told.equals(decision)) {
            decision = told;
            String why = stale ? "nothing heard for " + RolloutSeen.STALE.toSeconds() + " s" : first.text();
            lines.add("decision " + says.word() + ": " + why);
        }
        if (!seen.state().equals(state)) {
            state = seen.state();
            lines.add("rollout " + seen.id() + " is " + seen.state());
        }
    }

    private void counted(Wave wave, List<String> lines) {
        Wave before = waves.put(wave.name(), wave);
        if (before == null || !before.hosts().equals(wave.hosts())) {
            lines.add("wave " + wave.name() + ": " + Frame.hosts(wave));
        }
    }

    private void reported(Event event, List<String> lines) {
        Integer before = events.put(event.fingerprint(), event.hosts());
        if (before == null || before < event.hosts()) {
            lines.add("kernel event: " + Frame.words(event));
        }
    }
}
