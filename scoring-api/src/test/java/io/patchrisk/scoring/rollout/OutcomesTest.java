// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.rollout.Scene.MODULE;
import static io.patchrisk.scoring.rollout.Scene.REST;
import static io.patchrisk.scoring.rollout.Scene.ROLLOUT;
import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.outcome.Cause;
import io.patchrisk.model.outcome.Happening;
import io.patchrisk.model.outcome.Label;
import io.patchrisk.model.outcome.OutcomeCsv;
import io.patchrisk.model.outcome.OutcomeImport;
import io.patchrisk.model.outcome.OutcomeRow;
import io.patchrisk.model.outcome.Rejection;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.model.outcome.Teller;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Declared;
import io.patchrisk.scoring.desk.ImportReceipt;
import io.patchrisk.scoring.desk.OperatorAction.Action;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeStanding;
import io.patchrisk.scoring.desk.OutcomeView;
import io.patchrisk.scoring.desk.Weighed;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.FleetFact;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told back of rollouts, what counts of it, and the rows that follow. */
class OutcomesTest {

    private static final long DAY = 86_400;

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void proceed() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(10);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.PROCEED);
    }

    private void crash() {
        scene.declare();
        scene.warmUp();
        scene.load(scene.hosts(1, 4), MODULE);
        scene.run(1);
        scene.warn(scene.host(1), "lp_send", MODULE);
        scene.run(1);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);
    }

    /** As if a day had gone by; WatchesTest has how the hours are counted. */
    private void watchedForADay() {
        await(scene.ledger.append(List.of(
                FactCodec.encode("day", new FleetFact.RolloutWatched(ROLLOUT, scene.now(), DAY, scene.now())))));
    }

    private String fingerprint() {
        return scene.events().get(0).fingerprint();
    }

    private static OutcomeReport report(Happening happened, Cause cause, Teller source, String fingerprint) {
        String text = cause == Cause.PATCH || cause == Cause.OTHER ? "the cache was cold" : null;
        return new OutcomeReport(
                happened, cause, text, fingerprint, source, source == Teller.PERSON ? "ann" : "cron", null, DAY, null);
    }

    private OutcomeView tell(Happening happened, Cause cause, Teller source) {
        return tell(report(happened, cause, source, null), null).view();
    }

    private Declared<OutcomeView> tell(OutcomeReport report, String key) {
        return await(scene.desk.outcomes().tell(ROLLOUT, report, key));
    }

    private OutcomeStanding standing() {
        return await(scene.desk.rollout(ROLLOUT)).outcome();
    }

    private List<OutcomeRow> rows() {
        return await(scene.desk.outcomes().rows());
    }

    @Test
    void saysThatNothingWasTold() {
        scene.declare();

        assertThat(standing()).isEqualTo(new OutcomeStanding(null, null, null, null, false, 0));
        assertThat(await(scene.desk.outcomes().told(ROLLOUT)).outcomes()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void silenceAfterAProceedIsBenignOnceADayWasWatched() {
        proceed();

        assertThat(tell(Happening.NO_HARM, Cause.NONE, Teller.TOOL).rule()).isEqualTo("not_watched");
        assertThat(rows()).isEmpty();

        watchedForADay();
        OutcomeView later = tell(Happening.NO_HARM, Cause.NONE, Teller.TOOL);

        assertThat(later.label()).isEqualTo(Label.BENIGN);
        assertThat(later.shown().watchedS()).isEqualTo(DAY);
        assertThat(later.shown().decision()).isEqualTo(Decision.PROCEED);
        assertThat(standing().label()).isEqualTo(Label.BENIGN);
        assertThat(standing().row()).isTrue();
        assertThat(standing().contradiction()).isNull();
        assertThat(rows()).extracting(OutcomeRow::rule).containsExactly(Rule.WATCHED);
    }

    @Test
    void aCrashMakesHarmOnlyWhenThePatchIsInItsStack() {
        crash();
        String fingerprint = fingerprint();

        OutcomeView other = tell(report(Happening.HARM, Cause.ATTRIBUTED_CRASH, Teller.TOOL, "ffff"), null)
                .view();
        OutcomeView named = tell(report(Happening.HARM, Cause.ATTRIBUTED_CRASH, Teller.TOOL, fingerprint), null)
                .view();

        assertThat(other.rule()).isEqualTo("crash_not_attributed");
        assertThat(named.rule()).isEqualTo("crash_attributed");
        assertThat(named.shown().decision()).isEqualTo(Decision.STOP);
        assertThat(named.shown().reasons()).contains("crash_attributed");
        assertThat(rows()).extracting(OutcomeRow::harmful).containsExactly(true);
    }

    @Test
    void aStopAndARollbackAfterItAreNoHarm() {
        crash();

        assertThat(tell(Happening.STOPPED, Cause.NONE, Teller.PERSON).rule()).isEqualTo("stop_is_no_harm");
        assertThat(tell(Happening.ROLLED_BACK, Cause.NONE, Teller.PERSON).rule())
                .isEqualTo("rollback_after_stop");
        assertThat(standing().label()).isEqualTo(Label.UNCONFIRMED);
        assertThat(rows()).isEmpty();
    }

    @Test
    void featuresAreThoseOfTheDecisionPeopleActedOnAndNotOfWhatCameAfter() {
        proceed();
        Weighed acted = tell(Happening.HARM, Cause.NONE, Teller.PERSON).shown().weighed();
        scene.warn(scene.host(1), "lp_send", MODULE);
        scene.run(2);
        assertThat(scene.gate(REST).decision()).isEqualTo(Decision.STOP);

        OutcomeView told = tell(Happening.HARM, Cause.PATCH, Teller.PERSON);

        assertThat(told.shown().weighed()).isEqualTo(acted);
        assertThat(acted.decision()).isEqualTo(Decision.PROCEED);
        assertThat(acted.patchedHosts()).isEqualTo(4);
        OutcomeRow row = rows().get(0);
        assertThat(row.harmful()).isTrue();
        assertThat(row.decision()).isEqualTo("proceed");
        assertThat(row.decidedAt()).isEqualTo(acted.at());
        assertThat(acted.features().get("crash_attributed")).isZero();
    }

    @Test
    void aPersonWinsOverAToolAndTheContradictionIsSaid() {
        crash();
        tell(report(Happening.HARM, Cause.ATTRIBUTED_CRASH, Teller.TOOL, fingerprint()), null);
        assertThat(standing().label()).isEqualTo(Label.HARMFUL);

        OutcomeView person = tell(Happening.NO_HARM, Cause.NONE, Teller.PERSON);
        tell(report(Happening.HARM, Cause.ATTRIBUTED_CRASH, Teller.TOOL, fingerprint()), null);

        assertThat(standing().told()).isEqualTo(person.id());
        assertThat(standing().label()).isEqualTo(Label.UNCONFIRMED);
        assertThat(standing().rule()).isEqualTo("crash_on_record");
        assertThat(standing().contradiction())
                .startsWith("cron (tool) said harm at ")
                .contains("and 1 before that said so too")
                .endsWith("what ann said counts");
        assertThat(rows()).isEmpty();
        assertThat(await(scene.desk.outcomes().told(ROLLOUT)).outcomes()).hasSize(3);
    }

    @Test
    void theNewestOfAPersonCountsAndMayTakeItAllBack() {
        proceed();
        watchedForADay();
        tell(Happening.HARM, Cause.PATCH, Teller.PERSON);
        tell(Happening.NO_HARM, Cause.NONE, Teller.PERSON);
        assertThat(standing().label()).isEqualTo(Label.BENIGN);
        assertThat(standing().contradiction()).contains("ann (person) said harm");

        tell(Happening.UNCLEAR, Cause.NONE, Teller.PERSON);

        assertThat(standing().rule()).isEqualTo("withdrawn");
        assertThat(standing().contradiction()).isNull();
        assertThat(rows()).isEmpty();
    }

    @Test
    void thatItWasStoppedTakesThePlaceOfNothingThatSaysWhy() {
        crash();
        OutcomeView cause = tell(Happening.HARM, Cause.PATCH, Teller.PERSON);
        tell(Happening.ROLLED_BACK, Cause.NONE, Teller.PERSON);

        assertThat(standing().told()).isEqualTo(cause.id());
        assertThat(standing().label()).isEqualTo(Label.HARMFUL);
        assertThat(standing().contradiction()).isNull();
        assertThat(standing().count()).isEqualTo(2);
    }

    @Test
    void takesTheSameOutcomeOnceHoweverOftenItIsSent() {
        proceed();
        OutcomeReport report = report(Happening.HARM, Cause.PATCH, Teller.PERSON, null);
        Declared<OutcomeView> first = tell(report, "k");
        scene.act(Action.STOP, null, null);
        scene.run(1);

        Declared<OutcomeView> again = tell(report, "k");

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.view()).isEqualTo(first.view());
        assertThat(again.view().shown().decision()).isEqualTo(Decision.PROCEED);
        assertThat(await(scene.desk.outcomes().told(ROLLOUT)).outcomes()).hasSize(1);
        assertThatThrownBy(() -> tell(report(Happening.NO_HARM, Cause.NONE, Teller.PERSON, null), "k"))
                .hasStackTraceContaining("conflict");
        tell(report, "another");
        assertThat(standing().count()).isEqualTo(2);
    }

    @Test
    void aRestartFindsWhatWasToldAndTheSameRows() {
        proceed();
        watchedForADay();
        tell(Happening.STOPPED, Cause.NONE, Teller.TOOL);
        tell(Happening.NO_HARM, Cause.NONE, Teller.PERSON);
        var before = await(scene.desk.outcomes().told(ROLLOUT));
        String rows = csv();

        scene.restart();

        assertThat(await(scene.desk.outcomes().told(ROLLOUT))).isEqualTo(before);
        assertThat(csv()).isEqualTo(rows);
    }

    @Test
    void namesNoHostNoRolloutAndNoPersonInItsRows() {
        proceed();
        tell(Happening.HARM, Cause.PATCH, Teller.PERSON);

        assertThat(csv()).contains("CVE-1,harmful,cause_named").doesNotContain("web-", "r1,", "ann", "cache");
    }

    private String csv() {
        StringBuilder text = new StringBuilder();
        try {
            OutcomeCsv.write(rows(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private ImportReceipt take(String csv) {
        return await(scene.desk.outcomes().take(OutcomeImport.read(new StringReader(csv)), "kim"));
    }

    @Test
    void takesRowsOfAnotherInstallationOnceAndKeepsThem() {
        String theirs;
        try (Scene other = new Scene()) {
            other.wait(Duration.ofMinutes(1));
            theirs = ofAnother(other);
        }

        ImportReceipt first = take(theirs);
        scene.restart();
        ImportReceipt again = take(theirs);

        assertThat(first).isEqualTo(new ImportReceipt(1, 0, Map.of(), List.of()));
        assertThat(again).isEqualTo(new ImportReceipt(0, 1, Map.of(), List.of()));
        assertThat(csv()).isEqualTo(theirs);
    }

    @Test
    void refusesARowThatSaysOtherwiseAndTakesOneThatWasToldLater() {
        String theirs;
        try (Scene other = new Scene()) {
            other.wait(Duration.ofMinutes(1));
            theirs = ofAnother(other);
        }
        take(theirs);

        ImportReceipt otherwise = take(theirs.replace("CVE-1", "CVE-2"));
        ImportReceipt later = take(theirs.replace("harmful,cause_named,2026", "benign,watched,2027"));

        assertThat(otherwise.stored() + otherwise.repeated()).isZero();
        assertThat(otherwise.rejected()).isEqualTo(Map.of(Rejection.Reason.CONFLICT, 1));
        assertThat(otherwise.rejections().get(0).line()).isEqualTo(2);
        assertThat(later.stored()).isEqualTo(1);
        assertThat(rows()).extracting(OutcomeRow::harmful).containsExactly(false);
    }

    @Test
    void passesItsOwnRowsOver() {
        proceed();
        tell(Happening.HARM, Cause.PATCH, Teller.PERSON);

        assertThat(take(csv())).isEqualTo(new ImportReceipt(0, 1, Map.of(), List.of()));
        assertThat(rows()).hasSize(1);
    }

    private static String ofAnother(Scene other) {
        other.declare();
        other.warmUp();
        other.load(other.hosts(1, 4), MODULE);
        other.run(10);
        await(other.desk.outcomes().tell(ROLLOUT, report(Happening.HARM, Cause.PATCH, Teller.PERSON, null), null));
        StringBuilder text = new StringBuilder();
        try {
            OutcomeCsv.write(await(other.desk.outcomes().rows()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
