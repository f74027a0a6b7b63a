// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of patched hosts with controls.
 *
 * <p>Each host gives one number a signal: how far it moved at its own instant (Hodges-Lehmann shift, or counts on the
 * square-root scale), in units of what chance does there (block placebos and the spread between hosts, with honest
 * floors). Patched minus control is the difference in differences. Its p-value comes from relabeling hosts, corrected
 * over the signals of a family by the largest statistic of each relabeling (Westfall and Young 1993, max-T). A signal in
 * which the arms parted before the patch already is left out ({@link NullCheck}). Where the hosts are so few that no
 * relabeling could ever be significant, alpha is spent on their own past instead ({@link TimePlacebos}).
 */
public final class Judge {

    /** No single host's movement counts for more, so that one wild host cannot carry a cohort. */
    public static final double CLAMP = 12;

    /** A movement of one percent of a signal's level is no movement, however quiet the signal is. */
    private static final double RELATIVE_FLOOR = 0.01;

    /** The same for logarithms: five percent, the order of run-to-run differences of latencies on equal hosts. */
    private static final double LOG_FLOOR = 0.05;

    private static final double COARSE_ALPHA = 0.05;

    private final double alpha;
    private final long seed;
    private final int most;
    private volatile @Nullable Relabelings last;
    private volatile Map<Signal, Measured> known = Map.of();

    /**
     * @param alpha false alarms allowed a rollout, over all signals and looks
     * @param seed of the sampled relabelings
     */
    public Judge(double alpha, long seed) {
        this.alpha = alpha;
        this.seed = seed;
        this.most = alpha < COARSE_ALPHA ? Relabelings.FINE : Relabelings.COARSE;
    }

    /** The smallest movement of a signal that means anything on hosts with these levels, in its comparison unit. */
    static double floor(Signal signal, double[] levels) {
        return signal.shape() == Shape.SKEWED
                ? LOG_FLOOR
                : Math.max(signal.floor(), RELATIVE_FLOOR * Math.abs(Robust.median(levels)));
    }

    private Relabelings relabelings(Strata strata) {
        Relabelings kept = last;
        if (kept == null || !kept.fit(strata)) {
            kept = Relabelings.of(strata, most, seed);
            last = kept;
        }
        return kept;
    }

    /**
     * Judges both arms at one look.
     *
     * @param arms hosts with windows, cut at the look
     * @param look scrapes in the after windows, from {@link Looks}; 0 when the first look is still to come
     * @param spent what the looks before spent
     */
    public Judgement judge(Arms arms, int look, Spending spent) {
        Arms measured = look == 0 ? arms : measured(arms);
        Arms compared = measured.matched();
        int patched = measured.patched().size();
        int controls = compared.controls().size();
        if (patched == 0 || controls == 0) {
            return Judgement.nothing(look, patched, controls, 1, alpha * spent.upTo(look), spent);
        }
        if (look == 0) {
            double smallestP = 1 / Math.min(most, compared.strata().ways());
            return Judgement.nothing(look, patched, controls, smallestP, alpha, spent);
        }
        Spending now = spent.on(compared, look);
        return judged(compared, measured, look, now.known() ? now : now.without(NullCheck.unlike(compared, seed)));
    }

    private Judgement judged(Arms arms, Arms measured, int look, Spending spending) {
        Relabelings relabelings = relabelings(spending.strata());
        double share = spending.upTo(look);
        boolean tooFew = relabelings.smallestP() > alpha;
        TimePlacebos inTime = tooFew && look >= Looks.FEWEST
                ? TimePlacebos.of(arms, spending.unlike(), alpha, most, seed)
                : TimePlacebos.none();
        List<Finding> findings = new ArrayList<>();
        Map<Role, Spent> now = new EnumMap<>(Role.class);
        Recall recall = new Recall(known, Recall.MOST_POINTS);
        for (Family family : Family.of(arms, spending.unlike(), relabelings, recall)) {
            now.put(family.role(), family.judge(spending.of(family.role()), alpha, share, inTime, findings));
        }
        known = recall.kept();
        return new Judgement(
                look,
                arms.patched().size(),
                arms.controls().size(),
                findings,
                spending.unlike(),
                measured.unmatched(),
                relabelings.smallestP(),
                alpha * share,
                spending.after(look, now));
    }

    /** The hosts with data: a host that nothing can be compared on lends no power, so it must not be counted. */
    private static Arms measured(Arms arms) {
        return new Arms(
                arms.patched().stream().filter(Judge::measured).toList(),
                arms.controls().stream().filter(Judge::measured).toList());
    }

    private static boolean measured(Subject subject) {
        for (Signal signal : subject.host().signals().keySet()) {
            if (HostEffect.possible(signal, subject)) {
                return true;
            }
        }
        return false;
    }
}
