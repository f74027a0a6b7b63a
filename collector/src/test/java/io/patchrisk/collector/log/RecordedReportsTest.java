// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.LogFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of real live-patch runs, trimmed. */
class RecordedReportsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oops            | OOPS                    | BUG: unable to handle kernel NULL pointer dereference in acct        | acct        | lp_oops        | GOEK
            refcount        | REFCOUNT                | WARNING: refcount bug in new_sendmsg                                 | new_sendmsg | lp_refcount    | GOEK
            atomic          | SCHEDULING_WHILE_ATOMIC | BUG: scheduling while atomic in new_fsync                            | new_fsync   | lp_atomic      | GOEK
            list-corruption | LIST_CORRUPTION         | BUG: corrupted list in new_sendmsg                                   | new_sendmsg | lp_listcorrupt | GOEK
            panic           | OOPS                    | BUG: unable to handle kernel NULL pointer dereference in new_sendmsg | new_sendmsg | lp_panic       | GOEK
            """)
    void readsTheWholeReportOnce(
            String log, EventKind kind, String title, String function, String module, String taint) {
        List<KernelEvent> events = Logs.events(Logs.facts(Logs.resource(log + ".log")));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.title()).isEqualTo(title);
            assertThat(event.function()).isEqualTo(function);
            assertThat(event.frames())
                    .extracting(Frame::function, Frame::module)
                    .contains(tuple(function, module));
            assertThat(event.livePatchModules()).containsExactly(module);
            assertThat(event.taint()).isEqualTo(taint);
            assertThat(event.fingerprint()).matches("[0-9a-f]{16}");
        });
    }

    @Test
    void readsTheStackDownToUserSpaceWithoutLeftovers() {
        KernelEvent oops = Logs.events(Logs.facts(Logs.resource("oops.log"))).get(0);

        assertThat(oops.frames())
                .extracting(Frame::function)
                .containsExactly(
                        "acct",
                        "new_sendmsg",
                        "__sock_sendmsg",
                        "__sys_sendto",
                        "__x64_sys_sendto",
                        "do_syscall_64",
                        "entry_SYSCALL_64_after_hwframe");
    }

    @Test
    void countsEveryHungTaskWithItsStackAndKnowsItForOneBug() {
        List<KernelEvent> events = Logs.events(Logs.facts(Logs.resource("hung-task.log")));

        assertThat(events)
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.kind()).isEqualTo(EventKind.HUNG_TASK));
        assertThat(events.get(0).title()).isEqualTo("INFO: task hung in new_fsync");
        assertThat(events.get(0).frames())
                .extracting(Frame::function, Frame::module)
                .contains(tuple("new_fsync", "lp_hung"));
        assertThat(events.get(1).fingerprint()).isEqualTo(events.get(0).fingerprint());
    }

    @Test
    void tellsALockupFromTheStallThatFollowsIt() {
        List<KernelEvent> events = Logs.events(Logs.facts(Logs.resource("soft-lockup-and-rcu-stall.log")));

        assertThat(events)
                .extracting(KernelEvent::title)
                .containsExactly("BUG: soft lockup in new_fsync", "INFO: rcu detected stall in new_fsync");
        assertThat(events.get(1).frames())
                .extracting(Frame::function)
                .startsWith("new_fsync")
                .doesNotContain("rcu_gp_kthread");
    }

    @Test
    void namesWhatTheKernelRefused() {
        List<LivepatchMessage> messages = messages("refused.log");

        assertThat(messages)
                .extracting(LivepatchMessage::step)
                .startsWith(
                        Step.LOADING,
                        Step.REFUSED,
                        Step.REFUSED,
                        Step.REFUSED,
                        Step.REFUSED,
                        Step.REFUSED,
                        Step.ENABLING);
        assertThat(messages)
                .extracting(message -> String.valueOf(message.patch()))
                .containsExactly(
                        "lp_badname",
                        "null",
                        "null",
                        "lp_unksym",
                        "lp_nomark",
                        "lp_good_send",
                        "lp_good_send",
                        "lp_good_send",
                        "lp_good_send");
    }

    @Test
    void tellsTheStepsOfAForcedTransitionWithTheirTimes() {
        List<LivepatchMessage> messages = messages("forced.log");

        assertThat(messages)
                .extracting(LivepatchMessage::step)
                .containsExactly(
                        Step.LOADING,
                        Step.ENABLING,
                        Step.PATCHING_STARTED,
                        Step.SIGNALING,
                        Step.FORCED,
                        Step.PATCHING_COMPLETE,
                        Step.UNPATCHING_STARTED,
                        Step.UNPATCHING_COMPLETE);
        assertThat(Duration.between(messages.get(2).at(), messages.get(5).at()))
                .isEqualTo(Duration.ofNanos(24_713_156_000L));
    }

    private static List<LivepatchMessage> messages(String log) {
        List<LogFact> facts = Logs.facts(Logs.resource(log));
        assertThat(Logs.events(facts)).isEmpty();
        return facts.stream().map(LivepatchMessage.class::cast).toList();
    }
}
