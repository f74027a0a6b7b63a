// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.outcome.Account;
import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.outcome.Teller;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeShown;
import io.patchrisk.scoring.desk.OutcomeStanding;
import io.patchrisk.scoring.desk.OutcomeView;
import io.patchrisk.scoring.desk.OutcomesView;
import io.patchrisk.scoring.fleet.FleetFact.OutcomeTold;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the outcomes of rollouts amount to. Labels follow from the facts by today's rules, and are stored nowhere. */
final class Outcomes {

    private Outcomes() {}

    static OutcomesView of(RolloutState rollout) {
        List<OutcomeView> views = new ArrayList<>();
        rollout.aftermath().told().forEach(told -> views.add(view(told)));
        Collections.reverse(views);
        return new OutcomesView(standing(rollout), views);
    }

    static OutcomeView view(OutcomeTold told) {
        Rule rule = rule(told);
        return new OutcomeView(
                told.id(), told.report(), told.at(), rule.label(), rule.word(), rule.meaning(), told.shown());
    }

    static OutcomeStanding standing(RolloutState rollout) {
        List<OutcomeTold> all = rollout.aftermath().told();
        OutcomeTold counts = counting(all);
        if (counts == null) {
            return new OutcomeStanding(null, null, null, null, false, 0);
        }
        Rule rule = rule(counts);
        return new OutcomeStanding(
                rule.label(),
                rule.word(),
                counts.id(),
                contradiction(counts, all),
                OutcomeRows.of(rollout) != null,
                all.size());
    }

    static Rule rule(OutcomeTold told) {
        OutcomeReport report = told.report();
        OutcomeShown shown = told.shown();
        return Rule.of(new Account(
                report.happened(),
                report.cause(),
                report.source(),
                Duration.ofSeconds(report.watchedS()),
                new Account.Seen(
                        shown.proceeded(),
                        shown.stopped(),
                        shown.crashAttributed(),
                        shown.anyCrashAttributed(),
                        Duration.ofSeconds(shown.watchedS()))));
    }

    /**
     * The outcome that counts: the newest of a person, else the newest of a tool. That a rollout was stopped or rolled back,
     * without a cause, says nothing about harm and takes the place of nothing that does.
     */
    static @Nullable OutcomeTold counting(List<OutcomeTold> all) {
        OutcomeTold counts = null;
        for (OutcomeTold told : all) {
            if (counts == null || weight(told) >= weight(counts)) {
                counts = told;
            }
        }
        return counts;
    }

    private static int weight(OutcomeTold told) {
        return (saysSomething(told.report()) ? 2 : 0) + (told.report().source() == Teller.PERSON ? 1 : 0);
    }

    private static boolean saysSomething(OutcomeReport report) {
        boolean act = report.happened() == Happening.STOPPED || report.happened() == Happening.ROLLED_BACK;
        return !act || report.cause() != Cause.NONE;
    }

    /** Whether it says that the patch harmed; null when it says neither. */
    private static @Nullable Boolean harm(OutcomeReport report) {
        if (report.happened() == Happening.UNCLEAR || !saysSomething(report)) {
            return null;
        }
        return report.happened() != Happening.NO_HARM && report.cause() != Cause.OTHER;
    }

    private static @Nullable String contradiction(OutcomeTold counts, List<OutcomeTold> all) {
        Boolean harm = harm(counts.report());
        List<String> others = new ArrayList<>();
        for (OutcomeTold told : all) {
            Boolean other = harm(told.report());
            if (harm != null && other != null && !harm.equals(other)) {
                others.add(told.report().by() + " (" + Word.of(told.report().source()) + ") said "
                        + Word.of(told.report().happened()) + " at " + told.at());
            }
        }
        if (others.isEmpty()) {
            return null;
        }
        String newest = others.get(others.size() - 1);
        return newest + (others.size() > 1 ? ", and " + (others.size() - 1) + " before that said so too" : "")
                + "; what " + counts.report().by() + " said counts";
    }
}
