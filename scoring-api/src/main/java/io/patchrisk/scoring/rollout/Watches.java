// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.policy.Coverage;
import io.patchrisk.model.policy.Evidence;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.model.window.Member;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.fleet.FleetFact.RolloutWatched;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the patched hosts of each rollout have been covered with the patch on, added up look by look. Each full hour
 * becomes a fact, so that a restart loses less than one, and time while the service was down is no watch.
 *
 * <p>The watch begins when the last host was patched, and anew with every further host.
 */
final class Watches {

    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    /** Looks further apart than so many intervals leave a gap that nobody watched. */
    private static final int GAP = 4;

    private final Duration longestStep;
    private final double minimumCoverage;
    private final Map<RolloutId, Tally> tallies = new HashMap<>();

    /** @param interval between two looks, as planned */
    Watches(Duration interval, double minimumCoverage) {
        this.longestStep = interval.multipliedBy(GAP);
        this.minimumCoverage = minimumCoverage;
    }

    private record Tally(Instant since, Duration watched, Instant lookedAt, boolean covered) {}

    /** Takes in one look; gives back the note that a further hour is full, or null. */
    @Nullable
    RolloutWatched look(RolloutState rollout, Evidence evidence, Instant now) {
        Instant since = lastPatched(evidence.touched());
        if (since == null) {
            tallies.remove(rollout.id());
            return null;
        }
        Tally before = tallies.get(rollout.id());
        if (before == null || !same(before.since(), since)) {
            before = begun(rollout, since, now);
        }
        boolean covered = covered(evidence);
        Duration step = Duration.between(before.lookedAt(), now);
        boolean counts = covered && before.covered() && step.compareTo(longestStep) <= 0;
        Duration watched = counts ? before.watched().plus(step) : before.watched();
        tallies.put(rollout.id(), new Tally(before.since(), watched, now, covered));
        long hours = watched.dividedBy(NOTED_EVERY);
        return hours > before.watched().dividedBy(NOTED_EVERY)
                ? new RolloutWatched(rollout.id(), before.since(), hours * NOTED_EVERY.toSeconds(), now)
                : null;
    }

    /** A watch goes on from what was noted of it before a restart. */
    private Tally begun(RolloutState rollout, Instant since, Instant now) {
        RolloutWatched noted = rollout.aftermath().watched();
        return noted != null && same(noted.since(), since)
                ? new Tally(noted.since(), Duration.ofSeconds(noted.seconds()), now, false)
                : new Tally(since, Duration.ZERO, now, false);
    }

    /** The clock of a host is estimated anew with every message, so an instant may move a little. */
    private boolean same(Instant known, Instant since) {
        return Duration.between(known, since).abs().compareTo(longestStep) <= 0;
    }

    /** When the last host got the patch; null while a host is on its way, or where no instant is known. */
    private static @Nullable Instant lastPatched(List<Member> touched) {
        double last = Double.NEGATIVE_INFINITY;
        for (Member member : touched) {
            Attempt attempt = member.attempt();
            Double end = attempt == null ? null : attempt.end();
            if (end == null) {
                return null;
            }
            last = Math.max(last, end);
        }
        return touched.isEmpty() ? null : Seconds.instant(last);
    }

    private boolean covered(Evidence evidence) {
        List<Member> touched = evidence.touched();
        long on = touched.stream().filter(Watches::hasIt).count();
        Coverage coverage = evidence.coverage();
        int seen = coverage.full().size()
                + coverage.partial().size()
                + coverage.silent().size();
        return on >= minimumCoverage * touched.size()
                && seen > 0
                && coverage.full().size() >= minimumCoverage * seen;
    }

    private static boolean hasIt(Member member) {
        Attempt attempt = member.attempt();
        return attempt != null
                && attempt.state() == Attempt.State.PATCHED
                && member.host().watchedUntil() == null;
    }
}
