// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.evaluation.Curve;
import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.model.evaluation.Reliability;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is, in numbers; the page shows the same.
 *
 * @param source what was measured on what
 * @param contents how much there is of each kind
 * @param ranking how well harmful cohorts are told from benign ones, by kind of harm
 * @param mixes how right the probabilities are
 * @param curves what each threshold gives, by kind of harm
 * @param abstention how often the model does not know
 * @param falseStops stops of cohorts to which nothing was done
 * @param decisions what was decided, by kind
 * @param sizes the same by numbers of hosts
 * @param times the same by time after the patch
 * @param families the same by fault and dose
 */
public record ModelReport(
        Source source,
        List<Content> contents,
        List<Ranking> ranking,
        List<Mix> mixes,
        List<NamedCurve> curves,
        List<Abstention> abstention,
        List<FalseStops> falseStops,
        List<Decisions> decisions,
        List<Size> sizes,
        List<Time> times,
        List<Family> families) {

    /**
     * What was measured on what.
     *
     * @param clock only cohorts of hosts on this clock were measured; null for all
     * @param decidedBy ids of the models that made the decisions of the table, or rules_and_judge
     * @param guarantee what the model's abstention promises
     */
    public record Source(
            String model,
            String modelSha256,
            String trainedAt,
            String table,
            String tableSha256,
            String part,
            @Nullable String clock,
            long seed,
            double priorHarm,
            List<String> decidedBy,
            String guarantee) {}

    /** How much there is of one kind. */
    public record Content(String kind, String title, int modules, int runs, int cohorts, int looks) {}

    /** Harmful cohorts of one kind against all benign ones, at the last look. */
    public record Ranking(
            String kind,
            String title,
            int modules,
            int runs,
            int cohorts,
            @Nullable Estimate auc,
            @Nullable Estimate averagePrecision) {}

    /**
     * How right the probabilities are when so large a share of cohorts does harm.
     *
     * @param harmfulShare that share, which is the prior as well
     */
    public record Mix(
            String name,
            String title,
            double harmfulShare,
            @Nullable Estimate brier,
            @Nullable Estimate calibrationError,
            @Nullable Estimate logLoss,
            List<Reliability.Bin> bins) {}

    /** What each threshold gives for harm of one kind. */
    public record NamedCurve(String kind, String title, List<Curve.Point> points) {}

    /** How often the model says what of cohorts of one kind, at the last look. */
    public record Abstention(
            String kind,
            String title,
            int cohorts,
            @Nullable Estimate calledBenign,
            @Nullable Estimate calledHarmful,
            @Nullable Estimate abstains,
            @Nullable Estimate outOfRange) {}

    /**
     * Stops of benign cohorts at any look.
     *
     * @param stoppedRuns runs in any cohort that was stopped
     * @param runs all of them
     * @param runsUpperBound the share of runs that is exceeded with a probability of at most 95 %
     * @param stoppedApart of cohorts that share no patched run, those that were stopped
     * @param apart how many such cohorts there are
     * @param apartUpperBound the same bound for them
     */
    public record FalseStops(
            String kind,
            String title,
            int stoppedCohorts,
            int cohorts,
            int stoppedRuns,
            int runs,
            double runsUpperBound,
            int stoppedApart,
            int apart,
            double apartUpperBound) {}

    /**
     * What was decided of cohorts of one kind: stop if any look said so, else what the last look said.
     *
     * @param reasons leading reasons of the deciding looks, the most frequent first
     */
    public record Decisions(
            String kind,
            String title,
            int cohorts,
            int stop,
            int hold,
            int unknown,
            int proceed,
            Map<String, Integer> reasons) {}

    /**
     * Cohorts of about the same numbers of hosts.
     *
     * @param patchedFrom least number of patched hosts
     * @param controlsFrom least number of controls
     * @param smallestP median of the smallest p-value that these numbers can give
     * @param smallestEffect median of the smallest effect that could have been seen, in units of chance
     */
    public record Size(
            int patchedFrom,
            int controlsFrom,
            Count loudStopped,
            Count visibleStopped,
            @Nullable Estimate visibleStoppedShare,
            Count otherHarmStopped,
            Count benignStopped,
            Count benignProceeded,
            @Nullable Estimate benignProceededShare,
            @Nullable Double smallestP,
            @Nullable Double smallestEffect) {}

    /** Some of all. */
    public record Count(int some, int of) {}

    /**
     * One look.
     *
     * @param seconds after the patch; the median where it comes at the end of the recordings
     * @param auc of all harm against all benign, of cohorts that have the look
     */
    public record Time(
            String look,
            double seconds,
            int harmful,
            int benign,
            @Nullable Estimate auc,
            Count loudStopped,
            Count visibleStopped,
            Count otherHarmStopped,
            Count benignStopped,
            Count benignProceed) {}

    /**
     * Cohorts to which the same was done.
     *
     * @param medianRisk at the stated prior
     * @param auc against all benign cohorts; null for what is benign itself
     * @param secondsToStop median of those that were stopped
     * @param scrapesToStop the same in scrapes
     * @param sizes the same by numbers of hosts
     */
    public record Family(
            String kind,
            String family,
            String dose,
            int modules,
            int runs,
            int cohorts,
            double medianRisk,
            @Nullable Estimate auc,
            Count stopped,
            Count proceeded,
            Count abstained,
            Count outOfRange,
            @Nullable Double secondsToStop,
            @Nullable Double scrapesToStop,
            List<Cell> sizes) {}

    /**
     * Cohorts of about the same numbers of hosts to which the same was done.
     *
     * @param scrapesToStop median of those that were stopped
     * @param smallestP median of the smallest p-value that these numbers can give
     * @param smallestEffect median of the smallest effect that could have been seen, in units of chance
     */
    public record Cell(
            int patchedFrom,
            int controlsFrom,
            Decided decisions,
            @Nullable Double scrapesToStop,
            @Nullable Double smallestP,
            @Nullable Double smallestEffect) {}

    /** What was decided of some cohorts. */
    public record Decided(int cohorts, int stop, int hold, int unknown, int proceed) {}
}
