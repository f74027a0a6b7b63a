// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.Lab;
import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Shutdown;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.policy.Reason;
import io.patchrisk.model.policy.ReasonCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AssessorTest {

    private final Rollout rollout = new Rollout();

    @Test
    void proceedsWithAPatchThatDoesNothing() {
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void stopsAPatchThatSlowsEveryHost() {
        rollout.slowedBy(3);

        Assessment assessment = assess();

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.STOP);
        assertThat(codes(assessment)).contains(ReasonCode.SYMPTOM_MOVED);
        assertThat(assessment.verdict().reasons().get(0).evidence()).containsEntry("signal", "latency");
    }

    @Test
    void stopsForAnAttributedCrashOnOneHostAtOnce() {
        rollout.patched((host, i) -> {
            if (i == 3) {
                host.said(rollout.ours(EventKind.OOPS));
            }
        });

        Assessment assessment = new Assessor(Policy.DEFAULT, Lab.model())
                .assess(rollout.cohort(), SimulatedHost.at(Rollout.PATCHED_AT + 11));

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.STOP);
        assertThat(codes(assessment)).startsWith(ReasonCode.CRASH_ATTRIBUTED);
    }

    @Test
    void holdsForOneCrashThatIsOnlyNearInTime() {
        rollout.patched((host, i) -> {
            if (i == 3) {
                host.said(Rollout.others(EventKind.OOPS, "f"));
            }
        });

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    /** Five of five against none of twelve, each in a place of its own. */
    @Test
    void stopsWherePatchedHostsCrashFarMoreOften() {
        rollout.patched((host, i) -> host.said(Rollout.others(EventKind.OOPS, "f" + i)));

        Assessment assessment = assess();

        assertThat(assessment.evidence().incidents().crashEvidence()).isBetween(1_000.0, 6_188.0);
        assertThat(codes(assessment)).contains(ReasonCode.CRASH_RATE);
        assertThat(assessment.verdict().decision()).isEqualTo(Decision.STOP);
    }

    @Test
    void doesNotCountWhatHappenedBeforeThePatch() {
        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebooted(SimulatedHost.at(5));
            }
        });

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void holdsForHardwareErrorsOnEveryPatchedHostAndNeverStops() {
        rollout.patched((host, i) -> host.said(rollout.ours(EventKind.HARDWARE)));

        assertSays(Decision.HOLD, ReasonCode.HARDWARE);
    }

    @Test
    void doesNotMindReportsThatAreNoCrash() {
        rollout.patched((host, i) -> host.said(rollout.ours(EventKind.OUT_OF_MEMORY)));

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void doesNotMindReportsThatAPersonMarkedAsKnown() {
        rollout.excusing("ours").patched((host, i) -> host.said(rollout.ours(EventKind.WARNING)));

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void holdsWhereAPatchedHostReboots() {
        double after = SimulatedHost.at(Rollout.PATCHED_AT + 20);
        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebooted(after);
            }
        });
        assertSays(Decision.HOLD, ReasonCode.HOST_LOST);

        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebootedAsPlanned(after);
            }
        });
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebooted(after).said(new Shutdown(Seconds.instant(after - 60)));
            }
        });
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebooted(after).said(new Shutdown(Seconds.instant(after - 7_200)));
            }
        });
        assertSays(Decision.HOLD, ReasonCode.HOST_LOST);
    }

    @Test
    void leavesOutAHostThatIsBeingRebootedByPlan() {
        rollout.of(20, 30).firstSilentAfter(Rollout.PATCHED_AT + 10);
        assertThat(codes(assess())).contains(ReasonCode.HOSTS_SILENT);

        rollout.patched((host, i) -> {
            if (i == 0) {
                host.said(new Shutdown(Seconds.instant(SimulatedHost.at(Rollout.PATCHED_AT + 10) + 5)));
            }
        });
        Assessment assessment = assess();
        assertThat(codes(assessment)).containsExactly(ReasonCode.NOTHING_FOUND);
        assertThat(assessment.evidence().coverage().full()).hasSize(19);

        // It answered no more long before it was shut down.
        rollout.firstSilentAfter(Rollout.PATCHED_AT + 5);
        assertThat(codes(assess())).contains(ReasonCode.HOSTS_SILENT);
        rollout.firstSilentAfter(Rollout.PATCHED_AT + 10);

        // A reboot takes no half an hour: after that it is silent.
        Assessment later = new Assessor(Policy.DEFAULT, Lab.model())
                .assess(rollout.scrapedFor(300).cohort(), SimulatedHost.at(260));
        assertThat(codes(later)).contains(ReasonCode.HOSTS_SILENT);
    }

    /** What a host does after a reboot it does without the patch. */
    @Test
    void endsTheWindowOfAHostWithItsReboot() {
        double reboot = SimulatedHost.at(Rollout.PATCHED_AT + 20);
        rollout.patched((host, i) -> {
            if (i == 0) {
                host.rebootedAsPlanned(reboot);
            }
        });

        assertThat(assess().arms().patched())
                .filteredOn(subject -> subject.windows().after().to() < reboot)
                .singleElement()
                .satisfies(subject ->
                        assertThat(subject.windows().after().to()).isEqualTo(reboot - SimulatedHost.INTERVAL));
    }

    @Test
    void saysThatAllHostsAreSilentWhenNothingArrivesAnyMore() {
        Assessment assessment = new Assessor(Policy.DEFAULT, Lab.model())
                .assess(rollout.scrapedFor(150).cohort(), SimulatedHost.at(210));

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(codes(assessment)).contains(ReasonCode.NO_DATA, ReasonCode.HOSTS_SILENT);
        assertThat(assessment.evidence().incidents().controlsSilent()).hasSize(12);
    }

    @Test
    void doesNotCallAHostSilentThatNobodyListensToAnyMore() {
        Rollout ended = rollout.scrapedFor(205).patched((host, i) -> host.watchedUntil(Rollout.NOW));
        ended.controls((host, i) -> host.watchedUntil(Rollout.NOW));

        Assessment assessment = new Assessor(Policy.DEFAULT, Lab.model()).assess(ended.cohort(), Rollout.NOW + 3_600);

        assertThat(codes(assessment)).containsExactly(ReasonCode.NOTHING_FOUND);
    }

    @Test
    void holdsForAnEventOfTheWholeFleet() {
        rollout.fleetSlowedBy(4);

        Assessment assessment = assess();

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.HOLD);
        assertThat(codes(assessment)).contains(ReasonCode.FLEET_EVENT);
    }

    @Test
    void controlsStandAtThePatchInstantsOfTheirOwnStratum() {
        rollout.of(5, 12)
                .patched((host, i) -> host.inStratum(i < 2 ? "6.12" : "6.1"))
                .controls((host, i) -> host.inStratum(i < 6 ? "6.12" : i < 10 ? "6.1" : "5.10"));

        Arms arms = assess().arms();

        assertThat(instants(arms.controls(), "6.12")).hasSize(2).isEqualTo(instants(arms.patched(), "6.12"));
        assertThat(instants(arms.controls(), "6.1")).hasSize(3).isEqualTo(instants(arms.patched(), "6.1"));
        assertThat(instants(arms.controls(), "5.10")).isEmpty();
    }

    private static Set<Double> instants(List<Subject> subjects, String stratum) {
        return subjects.stream()
                .filter(subject -> subject.host().stratum().equals(stratum))
                .map(subject -> subject.windows().transition().from())
                .collect(Collectors.toSet());
    }

    /** One host against 17 controls: p is 1/18 at best, and one look may spend 1/1200. */
    @Test
    void saysThatOneHostCannotShowThatAPatchIsGood() {
        rollout.of(1, 17);

        assertSays(Decision.HOLD, ReasonCode.UNDERPOWERED);
    }

    /** Two and five hosts can be relabeled in 21 ways; what they did before tells more. */
    @Test
    void stopsTwoHostsThatTheirOwnPastConvicts() {
        rollout.of(2, 5).slowedBy(3);

        Assessment assessment = assess();

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.STOP);
        assertThat(codes(assessment)).contains(ReasonCode.SYMPTOM_MOVED, ReasonCode.UNDERPOWERED);
        assertThat(assessment.verdict().reasons().get(0).text()).contains("against their own earlier scrapes");
        assertThat(assessment.verdict().reasons().get(0).evidence()).containsEntry("p_against", "own_past");
    }

    @Test
    void holdsTwoHostsThatDoAsEver() {
        rollout.of(2, 5);

        assertSays(Decision.HOLD, ReasonCode.UNDERPOWERED);
    }

    @Test
    void neverStopsForOneHostThatIsOnlySlow() {
        rollout.of(1, 17).slowedBy(100);

        assertThat(assess().verdict().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void holdsWithoutControls() {
        rollout.of(5, 0);

        assertThat(codes(assess())).contains(ReasonCode.NO_CONTROLS);
        assertThat(assess().verdict().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void comparesNoHostOfAnotherStratum() {
        rollout.controls((host, i) -> host.inStratum("5.10 / metal"));

        assertThat(codes(assess())).contains(ReasonCode.NO_CONTROLS);
    }

    @Test
    void usesNoControlThatHadThePatch() {
        rollout.controls((host, i) -> {
            if (i < 2) {
                host.claimedAt(SimulatedHost.at(50));
            }
        });

        assertThat(assess().arms().controls()).hasSize(10);
    }

    /** Ten of twelve controls died: what is left can give p = 1/21 at best. */
    @Test
    void doesNotProceedOnControlsThatMeasureNothing() {
        Cohort whole = rollout.cohort();
        List<HostRecord> controls = new ArrayList<>(whole.controls().subList(0, 2));
        for (int i = 2; i < 12; i++) {
            controls.add(new SimulatedHost("dead" + i, 0).record());
        }
        Cohort blind = new Cohort(whole.patch(), whole.members(), controls, Set.of(), Set.of(), 8 * 86_400.0);

        Assessment assessment = new Assessor(Policy.DEFAULT, Lab.model()).assess(blind, Rollout.NOW);

        assertThat(assessment.verdict().decision()).isEqualTo(Decision.HOLD);
        assertThat(codes(assessment)).contains(ReasonCode.UNDERPOWERED);
    }

    @Test
    void holdsUntilThePatchHasSoaked() {
        Assessment assessment = new Assessor(Policy.DEFAULT, Lab.model())
                .assess(rollout.cohort(), SimulatedHost.at(Rollout.PATCHED_AT + 30));

        assertThat(codes(assessment)).containsExactly(ReasonCode.SOAKING);
    }

    @Test
    void holdsWhereNoKernelLogIsProven() {
        rollout.patched((host, i) -> host.withoutLogProof());

        assertSays(Decision.HOLD, ReasonCode.LOG_UNPROVEN);
    }

    @Test
    void soaksForLongerWhereMostScrapesAreLost() {
        rollout.losing(scrape -> scrape > Rollout.PATCHED_AT && scrape < 200 && scrape % 4 != 0);

        Assessment assessment = assess();

        assertThat(assessment.evidence().afterSeconds()).isBetween(300.0, 450.0);
        assertThat(codes(assessment)).contains(ReasonCode.SOAKING);
        assertThat(assessment.verdict().decision()).isNotEqualTo(Decision.PROCEED);
    }

    @Test
    void holdsWherePatchedHostsHaveNoWork() {
        rollout.doing(0.05);

        Assessment assessment = assess();

        assertThat(assessment.evidence().exposure()).isBetween(0.04, 0.06);
        assertThat(codes(assessment)).contains(ReasonCode.NOT_EXERCISED);
    }

    @Test
    void doesNotKnowWithoutAModel() {
        Assessment assessment = new Assessor(Policy.DEFAULT, null).assess(rollout.cohort(), Rollout.NOW);

        assertThat(assessment.evidence().risk()).isNull();
        assertThat(codes(assessment)).containsExactly(ReasonCode.NO_MODEL);
    }

    @Test
    void asksNoModelWherePolicySaysSo() {
        Assessment assessment =
                new Assessor(Policy.DEFAULT.withoutModel(), Lab.model()).assess(rollout.cohort(), Rollout.NOW);

        assertThat(assessment.evidence().risk()).isNull();
        assertThat(codes(assessment)).containsExactly(ReasonCode.NOTHING_FOUND, ReasonCode.RULES_AND_JUDGE);
    }

    @Test
    void decidesTheSameUnderOtherNames() {
        for (double slowdown : new double[] {1, 1.3, 3}) {
            Assessment one = scored(new Rollout("a", "livepatch_cve", "tcp_sendmsg"), slowdown);
            Assessment two = scored(new Rollout("zz-", "kpatch_other", "do_exit"), slowdown);

            assertThat(two.evidence().risk()).isEqualTo(one.evidence().risk());
            assertThat(two.evidence().features()).isEqualTo(one.evidence().features());
            Judgement first = one.evidence().judgement();
            Judgement second = two.evidence().judgement();
            assertThat(second.spending()).isEqualTo(first.spending());
            assertThat(second.findings())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("carriers")
                    .isEqualTo(first.findings());
            assertThat(two.verdict().decision()).isEqualTo(one.verdict().decision());
            assertThat(codes(two)).isEqualTo(codes(one));
        }
    }

    @Test
    void decidesTheSameInAnyOrderOfHosts() {
        Cohort cohort = rollout.of(5, 40).slowedBy(1.3).cohort();
        List<HostRecord> members = new ArrayList<>(cohort.members());
        List<HostRecord> controls = new ArrayList<>(cohort.controls());
        Collections.reverse(members);
        Collections.reverse(controls);
        Cohort turned = new Cohort(cohort.patch(), members, controls, Set.of(), Set.of(), 8 * 86_400.0);

        Assessment one = new Assessor(Policy.DEFAULT, Lab.model()).assess(cohort, Rollout.NOW);
        Assessment two = new Assessor(Policy.DEFAULT, Lab.model()).assess(turned, Rollout.NOW);

        assertThat(two.evidence().judgement()).isEqualTo(one.evidence().judgement());
        assertThat(two.evidence().risk()).isEqualTo(one.evidence().risk());
    }

    @Test
    void ordersHostsThatBeganAlikeByWhatCameLater() {
        HostRecord early = new SimulatedHost("b", 20)
                .with(Rollout.CPU, at -> at < 10 ? 1 : 2)
                .record();
        HostRecord late = new SimulatedHost("a", 20)
                .with(Rollout.CPU, at -> at < 10 ? 1 : 3)
                .record();

        Comparator<HostRecord> order = ContentKey.since(0);
        assertThat(ContentKey.of(early, 0)).isEqualTo(ContentKey.of(late, 0));
        assertThat(order.compare(early, late)).isNegative();
        assertThat(order.compare(late, early)).isPositive();
        assertThat(order.compare(late, late)).isZero();
    }

    /** A service keeps readings for a day: each scrape the oldest one goes, and the hosts must not change places for that. */
    @Test
    void keepsWhatItFoundWhileOldReadingsAreForgotten() {
        // A before window of a quarter of an hour: what is forgotten is older.
        Policy policy = new Policy(0.01, 0.01, 0.05, 0.02, 900, 900, 60, 5, 0.95, 2, 0.2, 86_400, true, 120, true);
        Assessor assessor = Assessor.following(policy, Lab.model());
        for (int scrape = Rollout.PATCHED_AT + 10; scrape < Rollout.PATCHED_AT + 40; scrape++) {
            int oldest = scrape - Rollout.PATCHED_AT;
            Cohort cohort = new Rollout().slowedBy(3).losing(at -> at < oldest).cohort();

            Judgement judgement =
                    assessor.assess(cohort, SimulatedHost.at(scrape)).evidence().judgement();

            assertThat(judgement.significant(Role.SYMPTOM))
                    .as("at scrape %d", scrape)
                    .isNotEmpty();
        }
    }

    @Test
    void judgesAfterARestartAsIfItHadNeverStopped() {
        Cohort cohort = rollout.slowedBy(1.3).cohort();
        Assessor assessor = Assessor.following(Policy.DEFAULT, Lab.model());
        for (int scrape = Rollout.PATCHED_AT; scrape < Rollout.PATCHED_AT + 40; scrape++) {
            double now = SimulatedHost.at(scrape);
            Assessment assessment = assessor.assess(cohort, now);

            if (scrape % 10 == 0) {
                assertThat(assessment)
                        .isEqualTo(
                                Assessor.following(Policy.DEFAULT, Lab.model()).assess(cohort, now));
            }
        }
    }

    @Test
    void asksTwiceWithoutChangingTheAnswer() {
        Cohort cohort = rollout.slowedBy(1.3).cohort();
        Assessor assessor = new Assessor(Policy.DEFAULT, Lab.model());
        double now = SimulatedHost.at(Rollout.PATCHED_AT + 30);

        assertThat(assessor.assess(cohort, now)).isEqualTo(assessor.assess(cohort, now));
    }

    @Test
    void judgesAgainWhenScrapesComeLate() {
        Assessor assessor = new Assessor(Policy.DEFAULT, Lab.model());
        double now = SimulatedHost.at(Rollout.PATCHED_AT + 50);
        assessor.assess(
                new Rollout().slowedBy(3).scrapedFor(Rollout.PATCHED_AT + 20).cohort(), now);
        Cohort complete = new Rollout().slowedBy(3).cohort();

        assertThat(strongest(assessor.assess(complete, now)))
                .isEqualTo(strongest(new Assessor(Policy.DEFAULT, Lab.model()).assess(complete, now)));
    }

    private static double strongest(Assessment assessment) {
        return assessment.evidence().judgement().findings().get(0).statistic();
    }

    private static Assessment scored(Rollout rollout, double slowdown) {
        Rollout changed = rollout.slowedBy(slowdown).patched((host, i) -> {
            if (i == 1) {
                host.said(Rollout.others(EventKind.WARNING, "f"));
            }
            if (i == 2 && slowdown > 2) {
                host.said(rollout.ours(EventKind.OOPS));
            }
        });
        return new Assessor(Policy.DEFAULT, Lab.model()).assess(changed.cohort(), Rollout.NOW);
    }

    private Assessment assess() {
        return new Assessor(Policy.DEFAULT, Lab.model()).assess(rollout.cohort(), Rollout.NOW);
    }

    private void assertSays(Decision decision, ReasonCode code) {
        Assessment assessment = assess();
        assertThat(codes(assessment)).containsExactly(code);
        assertThat(assessment.verdict().decision()).isEqualTo(decision);
    }

    private static List<ReasonCode> codes(Assessment assessment) {
        return assessment.verdict().reasons().stream().map(Reason::code).toList();
    }
}
