// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.feature.CohortFeatures;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.feature.Incidents;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Judge;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Looks;
import io.patchrisk.model.judge.Spending;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.policy.Evidence;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Verdict;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.window.Member;
import io.patchrisk.model.window.Span;
import io.patchrisk.model.window.Windows;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole way from a cohort to an assessment. The same cohort at the same time gives the same bytes.
 *
 * <p>Between two looks of the judge's grid nothing new is compared, so an assessor remembers its last judgement: keep one
 * for each cohort that is followed. Safe for use by several threads.
 */
public final class Assessor {

    /** Seven days: what "not seen before" means for a fingerprint. */
    private static final double HISTORY = 7 * 86_400.0;

    /** Of the relabelings; any constant does, as long as nobody can choose it after seeing the data. */
    private static final long SEED = 20_260_101;

    private final Policy policy;
    private final @Nullable RiskModel model;
    private final Judge judge;
    private final boolean followed;
    private volatile @Nullable Remembered remembered;

    /** A judgement and what it was made of. */
    private record Remembered(List<HostWindows> of, Judgement judgement) {}

    /** One host as it was compared; scrapes that come late change their number and with it the judgement. */
    private record HostWindows(HostId host, Windows windows, long scrapes) {

        static HostWindows of(Subject subject) {
            double end = subject.windows().after().to();
            long scrapes =
                    subject.host().scrapes().stream().filter(at -> at <= end).count();
            return new HostWindows(subject.host().host(), subject.windows(), scrapes);
        }
    }

    /** @param model null where none could be loaded: nothing then proceeds */
    public Assessor(Policy policy, @Nullable RiskModel model) {
        this(policy, model, false);
    }

    private Assessor(Policy policy, @Nullable RiskModel model, boolean followed) {
        this.policy = policy;
        this.model = model;
        this.judge = new Judge(policy.alpha(), SEED);
        this.followed = followed;
    }

    /**
     * An assessor of a cohort that is followed. When it comes late, as after a restart, it takes the looks that it missed, so
     * that what was found stays found and what was spent stays spent.
     */
    public static Assessor following(Policy policy, @Nullable RiskModel model) {
        return new Assessor(policy, model, true);
    }

    public Assessment assess(Cohort cohort, double now) {
        List<Member> members = Alignment.members(cohort);
        Arms arms = Alignment.arms(cohort, members, policy, now);
        double after = afterSeconds(arms);
        Judgement judgement = judge(arms, after);
        Watch watch = new Watch(cohort, policy, now);
        Incidents incidents = watch.incidents(members, arms.controls());
        FeatureVector features = CohortFeatures.of(judgement, incidents);
        RiskModel risks = model;
        Risk risk = risks == null || !policy.useModel() ? null : risks.risk(features, policy.priorHarm());
        Evidence evidence = new Evidence(
                members,
                judgement,
                incidents,
                features,
                watch.coverage(members),
                exposure(arms),
                risk,
                cohort.seenBefore(),
                cohort.historySeconds() >= HISTORY,
                watchedSeconds(arms),
                now);
        return new Assessment(evidence, arms, Verdict.of(evidence, policy));
    }

    private Judgement judge(Arms arms, double after) {
        double interval = arms.patched().stream()
                .mapToDouble(subject -> subject.host().scrapeInterval())
                .max()
                .orElse(1);
        int look = Looks.reached((int) (after / interval));
        Arms cut = arms.cutAfter(look * interval);
        List<HostWindows> of = Stream.concat(cut.patched().stream(), cut.controls().stream())
                .map(HostWindows::of)
                .toList();
        Remembered last = remembered;
        if (last != null && last.judgement().look() == look && last.of().equals(of)) {
            return last.judgement();
        }
        Spending spent =
                last == null ? missed(arms, look, interval) : last.judgement().spending();
        Judgement judgement = judge.judge(cut, look, spent);
        remembered = new Remembered(of, judgement);
        return judgement;
    }

    /** What the looks before the first one that is taken spend. */
    private Spending missed(Arms arms, int look, double interval) {
        Spending spent = Spending.nothing();
        if (followed) {
            for (int missed : Looks.before(look).toArray()) {
                spent = judge.judge(arms.cutAfter(missed * interval), missed, spent)
                        .spending();
            }
        }
        return spent;
    }

    /** Seconds that a typical patched host was watched: where scrapes are lost, time alone shows nothing. */
    private static double watchedSeconds(Arms arms) {
        return median(arms.patched().stream().mapToDouble(Assessor::watchedSeconds))
                .orElse(0);
    }

    private static double watchedSeconds(Subject subject) {
        Span after = subject.windows().after();
        long scrapes = subject.host().scrapes().stream()
                .filter(at -> at > after.from() && at <= after.to())
                .count();
        // The window ends with a scrape, or up to one interval after it.
        return Math.min(after.seconds(), (scrapes + 1) * subject.host().scrapeInterval());
    }

    private static double afterSeconds(Arms arms) {
        return median(arms.patched().stream()
                        .mapToDouble(subject -> subject.windows().after().seconds()))
                .orElse(0);
    }

    /** Work done after as a share of work done before: the median over hosts of the median over work signals. */
    private static @Nullable Double exposure(Arms arms) {
        OptionalDouble share = median(arms.patched().stream()
                .map(Assessor::exposure)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble));
        return share.isPresent() ? share.getAsDouble() : null;
    }

    private static OptionalDouble exposure(Subject subject) {
        return median(subject.host().signals().entrySet().stream()
                .filter(entry -> entry.getKey().role() == Role.WORK)
                .mapToDouble(entry -> exposure(subject, entry))
                .filter(Double::isFinite));
    }

    private static double exposure(Subject subject, Map.Entry<Signal, Series> work) {
        var windows = subject.windows();
        Series was = work.getValue()
                .between(windows.before().from(), windows.before().to());
        Series is =
                work.getValue().between(windows.after().from(), windows.after().to());
        OptionalDouble before = median(DoubleStream.of(was.values()));
        OptionalDouble after = median(DoubleStream.of(is.values()));
        // A host that did nothing before gives no scale for what it does now.
        return before.isEmpty()
                        || after.isEmpty()
                        || before.getAsDouble() < work.getKey().floor()
                ? Double.NaN
                : after.getAsDouble() / before.getAsDouble();
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2);
    }
}
