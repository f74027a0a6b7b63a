// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import static io.patchrisk.model.policy.Found.finding;
import static io.patchrisk.model.policy.Found.report;
import static io.patchrisk.model.policy.Found.risk;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Aspect;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.window.Attempt;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {

    private final Found found = new Found();

    @Test
    void proceedsWhereNothingSpokeAgainstIt() {
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void stopsForAReportWithThePatchInItsStack() {
        found.attributed(report("p0", EventKind.OOPS, "f"));

        assertSays(Decision.STOP, ReasonCode.CRASH_ATTRIBUTED);
    }

    @Test
    void holdsForACrashThatNothingTiesToThePatch() {
        found.unexplained(report("p0", EventKind.OOPS, "f"));

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @Test
    void doesNotConvictForSeveralReportsOnOneHost() {
        found.unexplained(
                report("p0", EventKind.OOPS, "f"),
                report("p0", EventKind.OOPS, "f"),
                report("p0", EventKind.OOPS, "f"));

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @Test
    void stopsForTheSameNewReportOnTwoHosts() {
        found.unexplained(report("p0", EventKind.OOPS, "f"), report("p1", EventKind.OOPS, "f"));

        assertSays(Decision.STOP, ReasonCode.CRASH_REPEATED);
    }

    @Test
    void holdsForTwoDifferentReports() {
        found.unexplained(report("p0", EventKind.OOPS, "f"), report("p1", EventKind.OOPS, "g"));

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @Test
    void doesNotCallAReportNewThatUnpatchedHostsHad() {
        found.unexplained(report("p0", EventKind.OOPS, "f"), report("p1", EventKind.OOPS, "f"))
                .seenBefore("f");

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @Test
    void doesNotCallAReportNewThatAControlHasJustNow() {
        found.unexplained(report("p0", EventKind.OOPS, "f"), report("p1", EventKind.OOPS, "f"))
                .onControls(report("c0", EventKind.OOPS, "f"));

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @Test
    void callsNothingNewWithoutHistory() {
        found.unexplained(report("p0", EventKind.OOPS, "f"), report("p1", EventKind.OOPS, "f"))
                .withoutHistory();

        assertSays(Decision.HOLD, ReasonCode.CRASH_UNEXPLAINED);
    }

    @ParameterizedTest
    @CsvSource({"999,HOLD,CRASH_UNEXPLAINED", "1000,STOP,CRASH_RATE", "Infinity,STOP,CRASH_RATE"})
    void stopsForCrashesThatTheControlsRateCannotExplain(double evidence, Decision decision, ReasonCode code) {
        found.withoutHistory()
                .crashEvidence(evidence)
                .unexplained(report("p0", EventKind.OOPS, "a"), report("p1", EventKind.OOPS, "b"));

        assertSays(decision, code);
    }

    @Test
    void holdsForHardwareErrorsAndNeverStops() {
        found.hardware(
                report("p0", EventKind.HARDWARE, "m"),
                report("p1", EventKind.HARDWARE, "m"),
                report("p2", EventKind.HARDWARE, "m"));

        assertSays(Decision.HOLD, ReasonCode.HARDWARE);
    }

    @Test
    void holdsForAHostThatRebooted() {
        found.rebooted(1);

        assertSays(Decision.HOLD, ReasonCode.HOST_LOST);
    }

    @Test
    void holdsForAHostThatFellSilent() {
        found.silent(1, 0);

        assertSays(Decision.HOLD, ReasonCode.HOSTS_SILENT);
    }

    /** Five of five against none of twelve: Fisher's exact p = 1/6188. */
    @Test
    void stopsWhereAllPatchedHostsAreLostAndNoControlIs() {
        found.silent(5, 0);

        assertSays(Decision.STOP, ReasonCode.HOSTS_LOST);
    }

    @ParameterizedTest
    @CsvSource({"5,12", "5,11", "2,1"})
    void doesNotBlameThePatchWhereControlsAreLostToo(int patched, int controls) {
        found.coverage(1, 0, 4).silent(patched, controls);

        assertThat(codes()).containsExactly(ReasonCode.HOSTS_SILENT, ReasonCode.COVERAGE);
    }

    @Test
    void stopsForForce() {
        found.first(Attempt.State.PATCHED, true, SimulatedHost.at(121), 0);

        assertSays(Decision.STOP, ReasonCode.FORCE_USED);
    }

    @Test
    void holdsForATransitionThatGoesOnTooLong() {
        found.first(Attempt.State.IN_TRANSITION, false, null, 0);

        assertThat(codes()).containsExactly(ReasonCode.TRANSITION_STALLED, ReasonCode.IN_TRANSITION);
        assertThat(found.verdict().decision()).isEqualTo(Decision.HOLD);
    }

    /** The patch was not there at one scrape and complete 61 s later: that is two scrapes, not a stall. */
    @Test
    void doesNotCallTheTimeBetweenTwoScrapesAStall() {
        found.first(Attempt.State.PATCHED, false, SimulatedHost.at(120) + 61, 30);

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "REVERTED,TRANSITION_REVERTED",
        "ROLLED_BACK,TRANSITION_REVERTED",
        "REFUSED,LOAD_REFUSED",
        "INSTANT_UNKNOWN,INSTANT_UNKNOWN"
    })
    void holdsForHostsOnWhichThePatchDidNotCome(Attempt.State state, ReasonCode code) {
        found.first(state, false, SimulatedHost.at(120) + 1, 0);

        assertSays(Decision.HOLD, code);
    }

    @Test
    void doesNotKnowWhereTheInstantIsOffByMoreThanTwoScrapes() {
        found.first(Attempt.State.PATCHED, false, SimulatedHost.at(120) + 2, 31);

        assertSays(Decision.UNKNOWN, ReasonCode.CLOCK);
    }

    @Test
    void stopsForASymptomThatMovedWhereTheModelAgrees() {
        found.findings(finding("errors", Role.SYMPTOM, 6, 0.0002)).risk(risk(0.2));

        assertThat(codes()).containsExactly(ReasonCode.SYMPTOM_MOVED, ReasonCode.RISK_ELEVATED);
        assertThat(found.verdict().decision()).isEqualTo(Decision.STOP);
    }

    @Test
    void holdsForASymptomThatMovedWhereTheModelDoesNotAgree() {
        found.findings(finding("errors", Role.SYMPTOM, 6, 0.0002)).risk(risk(0.01));

        assertSays(Decision.HOLD, ReasonCode.SIGNAL_MOVED);
    }

    @Test
    void holdsForASmallMovementHoweverSure() {
        found.findings(finding("errors", Role.SYMPTOM, 1.9, 0.0002)).risk(risk(0.06));

        assertThat(codes()).containsExactly(ReasonCode.SIGNAL_MOVED, ReasonCode.RISK_ELEVATED);
    }

    /** What moved far, or what chance hardly ever gives, needs less of the model than what is barely found. */
    @ParameterizedTest
    @CsvSource({"2.5,0.001,STOP", "2.5,0.002,HOLD", "6,0.002,STOP", "5.9,0.002,HOLD"})
    void asksLessOfTheModelTheMoreWasFound(double units, double p, Decision decision) {
        Finding symptom = finding("errors", Role.SYMPTOM, units, p);
        found.findings(new Finding(
                        symptom.signal(),
                        5,
                        12,
                        units,
                        0,
                        units,
                        0,
                        0,
                        Aspect.STEP,
                        2,
                        p,
                        Finding.Basis.CONTROLS,
                        3,
                        true,
                        List.of(),
                        null))
                .risk(risk(0.03));

        assertThat(found.verdict().decision()).isEqualTo(decision);
    }

    /** Of a hundred hosts some are always silent, but only where unpatched ones are as well. */
    @Test
    void namesSilentHostsButGoesOnWhereSilenceIsUsual() {
        found.coverage(95, 0, 5).silent(1, 3);
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        found.silent(1, 0);
        assertSays(Decision.HOLD, ReasonCode.HOSTS_SILENT);

        found.silent(4, 2);
        assertSays(Decision.HOLD, ReasonCode.HOSTS_SILENT);

        found.coverage(94, 0, 6).silent(1, 3);
        assertThat(codes()).contains(ReasonCode.HOSTS_SILENT, ReasonCode.COVERAGE);
    }

    @Test
    void neverStopsForOneHostByStatisticsAlone() {
        found.findings(finding("errors", Role.SYMPTOM, 12, 0.0002))
                .risk(risk(0.99))
                .compared(1, 2_000, 1 / 2001.0);

        assertThat(found.verdict().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void takesNoNoticeOfAMovementThatChanceExplains() {
        found.findings(finding("errors", Role.SYMPTOM, 6, 0.002));

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @Test
    void holdsForTwoResourcesButNotForOne() {
        Finding symptom = finding("errors", Role.SYMPTOM, 0, 0.9);
        found.findings(symptom, finding("cpu", Role.RESOURCE, 6, 0.0002));
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        found.findings(symptom, finding("cpu", Role.RESOURCE, 5, 0.0002), finding("memory", Role.RESOURCE, 5, 0.0002));
        assertSays(Decision.HOLD, ReasonCode.SIGNAL_MOVED);
    }

    /** Six units are three times what a symptom must have moved by. */
    @ParameterizedTest
    @CsvSource({"6,2,STOP,RESOURCES_MOVED", "5.9,5.9,HOLD,SIGNAL_MOVED", "12,1.9,HOLD,SIGNAL_MOVED"})
    void stopsForOneResourceThatMovedFarAndAnotherThatMovedToo(
            double strongest, double second, Decision decision, ReasonCode code) {
        found.risk(risk(0.001))
                .findings(
                        finding("errors", Role.SYMPTOM, 0, 0.9),
                        finding("interrupts", Role.RESOURCE, strongest, 0.0002),
                        finding("context switches", Role.RESOURCE, second, 0.0002));

        assertSays(decision, code);
    }

    @Test
    void stopsForNoResourcesOfOneHost() {
        found.compared(1, 400, 0.0025)
                .findings(
                        finding("errors", Role.SYMPTOM, 0, 0.9),
                        finding("interrupts", Role.RESOURCE, 12, 0.0002),
                        finding("context switches", Role.RESOURCE, 12, 0.0002));

        assertThat(found.verdict().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void blamesNoPatchForAConfounder() {
        found.findings(finding("errors", Role.SYMPTOM, 0, 0.9), finding("stolen cpu", Role.CONFOUNDER, 12, 0.0002));

        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"0.0200,PROCEED", "0.0201,HOLD", "0.9,HOLD"})
    void holdsForRiskAboveWhatMayProceedAndNeverStopsForRiskAlone(double risk, Decision decision) {
        found.risk(risk(risk));

        assertThat(found.verdict().decision()).isEqualTo(decision);
    }

    @Test
    void holdsWhileTheFleetHasAnEventOfItsOwn() {
        Finding symptom = finding("errors", Role.SYMPTOM, 0.1, 0.9);
        found.findings(new Finding(
                symptom.signal(),
                5,
                12,
                9,
                9,
                0.1,
                5,
                5.1,
                Aspect.STEP,
                0.1,
                0.9,
                Finding.Basis.CONTROLS,
                3,
                false,
                List.of(),
                null));

        assertSays(Decision.HOLD, ReasonCode.FLEET_EVENT);
    }

    @Test
    void doesNotKnowWithoutAModel() {
        found.risk((io.patchrisk.model.risk.Risk) null);

        assertSays(Decision.UNKNOWN, ReasonCode.NO_MODEL);
    }

    @Test
    void holdsBeforeAnyHostIsPatched() {
        found.nobodyPatched();

        assertSays(Decision.HOLD, ReasonCode.NOT_STARTED);
    }

    @Test
    void doesNotKnowWhereNoPatchedHostHasMetrics() {
        found.coverage(0, 0, 5);

        assertSays(Decision.UNKNOWN, ReasonCode.NO_DATA);
    }

    @Test
    void doesNotKnowWhereNothingCouldBeComparedThoughMetricsArrive() {
        found.nothingCompared();

        assertSays(Decision.UNKNOWN, ReasonCode.NO_DATA);
    }

    @Test
    void doesNotKnowWhereNoSymptomWasCompared() {
        found.findings(finding("cpu", Role.RESOURCE, 0, 0.9));

        assertSays(Decision.UNKNOWN, ReasonCode.NO_DATA);
    }

    @Test
    void holdsWhereTooFewPatchedHostsAreObserved() {
        found.coverage(19, 0, 1);
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        found.coverage(18, 0, 2);
        assertSays(Decision.HOLD, ReasonCode.COVERAGE);
    }

    @Test
    void holdsWhereAKernelLogIsNotObserved() {
        found.coverage(4, 1, 0);

        assertSays(Decision.HOLD, ReasonCode.LOG_UNPROVEN);
    }

    @Test
    void holdsWithoutControls() {
        found.findings().compared(5, 0, 1);

        assertSays(Decision.HOLD, ReasonCode.NO_CONTROLS);
    }

    @Test
    void namesTheFewHostsThatCarryAFinding() {
        Finding symptom = Found.finding("errors", Role.SYMPTOM, 8, 0.00001);
        found.findings(new Finding(
                symptom.signal(),
                5,
                12,
                8,
                0,
                8,
                0,
                0,
                Aspect.STEP,
                5,
                0.00001,
                Finding.Basis.CONTROLS,
                3,
                true,
                Found.hosts(2),
                30.0));

        Reason reason = found.verdict().reasons().stream()
                .filter(each -> each.code() == ReasonCode.SYMPTOM_MOVED || each.code() == ReasonCode.SIGNAL_MOVED)
                .findFirst()
                .orElseThrow();
        assertThat(reason.text()).contains(", from 30 s after the patch on; carried by 2 of them, most by p0, p1");
        assertThat(reason.evidence()).containsEntry("carriers", 2);
    }

    /** Counts of rare events are compared from the first scrape on, levels are not. */
    @Test
    void holdsUntilALevelCouldHaveBeenFound() {
        found.look(4);

        assertSays(Decision.HOLD, ReasonCode.SOAKING);

        found.look(5);

        assertThat(found.verdict().decision()).isEqualTo(Decision.PROCEED);
    }

    @Test
    void holdsAndNamesTheHostsThatHaveNoControlsOfTheirStratum() {
        found.withoutControlsOfTheirOwn("web-1", "web-2");

        assertSays(Decision.HOLD, ReasonCode.NO_CONTROLS);
        assertThat(found.verdict().reasons().get(0).evidence()).containsEntry("hosts", List.of("web-1", "web-2"));
    }

    @Test
    void holdsWhereTheArmsPartedBeforeThePatch() {
        found.partedBefore(SimulatedHost.symptom("latency"));

        assertSays(Decision.HOLD, ReasonCode.NOT_COMPARABLE);
    }

    /** One good patch on one host against 17 controls: p is 1/18 at best, whatever was measured. */
    @Test
    void holdsWhereNoVerdictIsPossible() {
        found.compared(1, 17, 1 / 18.0);

        assertSays(Decision.HOLD, ReasonCode.UNDERPOWERED);
    }

    /** Three hosts against twelve: one labeling of 455 could count at this look, but hardly any result would be it. */
    @Test
    void holdsWhereHardlyAnyResultCouldCount() {
        found.compared(3, 12, 0.9 * Found.ALPHA);

        assertSays(Decision.HOLD, ReasonCode.UNDERPOWERED);
    }

    @Test
    void doesNotComplainOfControlsWhileHostsAreInTransition() {
        found.nothingCompared()
                .all(Attempt.State.IN_TRANSITION, null)
                .watchedFor(0)
                .look(0);

        assertThat(codes()).containsExactly(ReasonCode.IN_TRANSITION, ReasonCode.SOAKING);
    }

    @ParameterizedTest
    @CsvSource({"0.19,HOLD", "0.2,PROCEED", ",PROCEED"})
    void holdsWherePatchedHostsDidNotWork(Double exposure, Decision decision) {
        found.exposure(exposure);

        assertThat(found.verdict().decision()).isEqualTo(decision);
    }

    @Test
    void holdsUntilThePatchWasWatchedLongEnough() {
        found.watchedFor(899);
        assertSays(Decision.HOLD, ReasonCode.SOAKING);

        found.watchedFor(900);
        assertSays(Decision.PROCEED, ReasonCode.NOTHING_FOUND);

        found.look(0);
        assertSays(Decision.HOLD, ReasonCode.SOAKING);
    }

    @Test
    void letsTheStrictestReasonWinAndNamesItFirst() {
        found.coverage(0, 0, 5).watchedFor(1).attributed(report("p0", EventKind.OOPS, "f"));

        assertThat(found.verdict().decision()).isEqualTo(Decision.STOP);
        assertThat(codes()).startsWith(ReasonCode.CRASH_ATTRIBUTED).contains(ReasonCode.NO_DATA, ReasonCode.SOAKING);
        assertThat(codes().stream().map(ReasonCode::asks).toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void ordersDecisionsByStrictness(Decision decision) {
        assertThat(Decision.STOP.or(decision)).isEqualTo(Decision.STOP);
        assertThat(Decision.PROCEED.or(decision)).isEqualTo(decision);
        assertThat(Decision.UNKNOWN.or(Decision.HOLD)).isEqualTo(Decision.UNKNOWN);
    }

    @Test
    void wordsItsReasonsTheSameInEveryLocale() {
        found.coverage(18, 0, 2).watchedFor(10).exposure(0.1);
        List<Reason> here = found.verdict().reasons();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(found.verdict().reasons()).isEqualTo(here);
        } finally {
            Locale.setDefault(usual);
        }
    }

    private void assertSays(Decision decision, ReasonCode code) {
        Verdict verdict = found.verdict();
        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly(code);
        assertThat(verdict.decision()).isEqualTo(decision);
    }

    private List<ReasonCode> codes() {
        return found.verdict().reasons().stream().map(Reason::code).toList();
    }
}
