// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.watch.RolloutSeen.Event;
import io.patchrisk.scoring.watch.RolloutSeen.Reason;
import io.patchrisk.scoring.watch.RolloutSeen.Wave;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One picture of a rollout for a terminal of some size, in lines that fit it. */
public final class Frame {

    private static final int NARROWEST = 20;
    private static final int MOST_REASONS = 4;
    private static final int MOST_WAITS = 3;
    private static final int MOST_EVENTS = 5;

    private final int width;
    private final Paint paint;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    private Frame(int width, Paint paint, Instant now) {
        this.width = Math.max(NARROWEST, width);
        this.paint = paint;
        this.now = now;
    }

    /**
     * The picture.
     *
     * @param rollout its name, as it was asked for
     * @param seen what was heard last; null before the first answer
     * @param trouble why the service does not answer; empty when it does
     * @param height lines at most
     */
    public static List<String> of(
            String rollout,
            @Nullable RolloutSeen seen,
            String trouble,
            Instant now,
            int width,
            int height,
            Paint paint) {
        Frame frame = new Frame(width, paint, now);
        if (seen == null) {
            frame.wrap("", trouble.isEmpty() ? "Asking for rollout " + rollout + " .." : trouble);
        } else {
            frame.draw(seen, trouble);
        }
        return frame.within(height);
    }

    private List<String> within(int height) {
        if (lines.size() <= height) {
            return lines;
        }
        int shown = Math.max(1, height - 1);
        List<String> some = new ArrayList<>(lines.subList(0, shown));
        if (height > 1) {
            some.add(Columns.cut(".. " + (lines.size() - shown) + " lines more", width));
        }
        return some;
    }

    private void draw(RolloutSeen seen, String trouble) {
        head(seen, trouble);
        reasons(seen);
        waves(seen);
        events(seen);
    }

    private void head(RolloutSeen seen, String trouble) {
        wrap("", seen.id() + ": patch " + seen.patch() + ", " + seen.mode());
        Decision decision = seen.decisionAt(now);
        String wave = seen.wave().isEmpty() ? "" : ", wave " + seen.wave();
        String shown = decision.name();
        List<String> said = Columns.wrapped(
                shown + " ", " ".repeat(shown.length() + 1), risk(seen.risk()) + ", " + seen.state() + wave, width);
        lines.add(paint.of(decision, shown) + said.get(0).substring(shown.length()));
        lines.addAll(said.subList(1, said.size()));
        if (!trouble.isEmpty()) {
            wrap("! ", trouble);
        }
        if (seen.staleAt(now)) {
            long age = Duration.between(seen.at(), now).abs().toSeconds();
            wrap(
                    "! ",
                    "Last heard " + age + " s ago, when it was "
                            + seen.decision().word() + "; that says nothing of now.");
        }
    }

    private static String risk(RolloutSeen.@Nullable Risk risk) {
        if (risk == null) {
            return "no risk computed";
        }
        Double low = risk.low();
        Double high = risk.high();
        String interval = low == null || high == null ? "" : " (" + percent(low) + " to " + percent(high) + ")";
        return "risk " + percent(risk.probability()) + interval;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    private void reasons(RolloutSeen seen) {
        for (Reason reason : seen.reasons().stream().limit(MOST_REASONS).toList()) {
            wrap("- ", reason.text().isEmpty() ? reason.code() : reason.text());
        }
        more(seen.reasons().size() - MOST_REASONS, "reasons");
        if (!seen.waits().isEmpty()) {
            lines.add("Missing:");
            seen.waits().stream().limit(MOST_WAITS).forEach(wait -> wrap("- ", wait));
            more(seen.waits().size() - MOST_WAITS, "conditions");
        }
    }

    private void waves(RolloutSeen seen) {
        if (seen.waves().isEmpty()) {
            return;
        }
        lines.add("");
        int name = Math.min(
                width / 3,
                Math.max(
                        4,
                        seen.waves().stream()
                                .mapToInt(wave -> Columns.of(wave.name()))
                                .max()
                                .orElse(4)));
        for (Wave wave : seen.waves()) {
            Decision decision = seen.staleAt(now) ? Decision.UNKNOWN : wave.decision();
            String begin = Columns.padded(wave.name(), name) + " " + Columns.padded(decision.word(), 7) + " ";
            List<String> row = Columns.wrapped(begin, " ".repeat(Columns.of(begin)), hosts(wave), width);
            String first = row.get(0);
            String named = Columns.padded(wave.name(), name) + " ";
            lines.add(named
                    + paint.of(decision, Columns.padded(decision.word(), 7))
                    + first.substring(named.length() + 7));
            lines.addAll(row.subList(1, row.size()));
        }
    }

    static String hosts(Wave wave) {
        int all = wave.hosts().values().stream().mapToInt(Integer::intValue).sum();
        return all == 0
                ? "no hosts"
                : wave.hosts().entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void events(RolloutSeen seen) {
        if (seen.events().isEmpty()) {
            return;
        }
        lines.add("");
        long tied = seen.events().stream().filter(Event::tied).count();
        wrap("", "Kernel events: " + seen.events().size() + (tied == 0 ? "" : ", " + tied + " tied to the patch"));
        for (Event event : seen.events().stream().limit(MOST_EVENTS).toList()) {
            wrap(event.tied() ? "! " : "- ", words(event));
        }
        more(seen.events().size() - MOST_EVENTS, "kernel events");
    }

    static String words(Event event) {
        Instant at = event.lastAt();
        String where = event.host().isEmpty()
                ? "on controls"
                : "on " + event.host() + (event.hosts() > 1 ? " and " + (event.hosts() - 1) + " more" : "");
        return (at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString().substring(11) + " ")
                + event.title() + " " + where
                + (event.count() > 1 ? " (" + event.count() + " times)" : "")
                + (event.tied() ? ", tied to the patch" : "");
    }

    private void more(int left, String what) {
        if (left > 0) {
            lines.add(Columns.cut("- and " + left + " " + what + " more", width));
        }
    }

    private void wrap(String first, String text) {
        lines.addAll(Columns.wrapped(first, " ".repeat(first.length()), text, width));
    }
}
