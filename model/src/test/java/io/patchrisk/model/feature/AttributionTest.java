// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.feature.Attribution.Ground;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {

    private static final Patch PATCH = new Patch(
            "CVE-1",
            Patch.Kind.LIVE,
            Set.of(new PatchName("livepatch_104_1"), new PatchName("kpatch-5_14-1")),
            List.of("tcp_sendmsg,1", "acct"));

    @ParameterizedTest
    @CsvSource({
        "klpp_tcp_sendmsg, livepatch_104_1, MODULE",
        "helper_of_the_patch, livepatch_104_1, MODULE",
        "tcp_sendmsg, kpatch_5_14_1, MODULE",
        "tcp_sendmsg, , FUNCTION",
        "klpp_tcp_sendmsg, , FUNCTION",
        "tcp_sendmsg, some_driver, FUNCTION",
        // Another live patch's version of the same function.
        "tcp_sendmsg, livepatch_103_1, NONE",
        "tcp_sendmsg, kpatch_5_14_0, NONE",
        "tcp_sendmsg, other_lp, NONE",
        "klpp_other, , NONE",
        "livepatch_104_1, , NONE",
        "ext4_write, ext4, NONE",
    })
    void tiesAReportToThePatchByItsStackOnly(String function, String module, Ground ground) {
        Attribution attribution =
                Attribution.of(PATCH, event(EventKind.OOPS, new Frame("vfs_read", null), new Frame(function, module)));

        assertThat(attribution.ground()).isEqualTo(ground);
        assertThat(attribution.tied()).isEqualTo(ground != Ground.NONE);
        assertThat(attribution.frame() != null).isEqualTo(attribution.tied());
        assertThat(attribution.why()).contains(attribution.tied() ? function : "nearness in time alone says nothing");
    }

    @Test
    void takesAPatchThatIsLoadedForNoneInTheStack() {
        assertThat(Attribution.of(PATCH, event(EventKind.WARNING, new Frame("free_irq", null)))
                        .ground())
                .isEqualTo(Ground.NONE);
        assertThat(Attribution.of(PATCH, event(EventKind.WARNING)).ground()).isEqualTo(Ground.NONE);
    }

    @Test
    void neverBlamesAPatchForHardware() {
        KernelEvent event = event(EventKind.HARDWARE, new Frame("klpp_tcp_sendmsg", "livepatch_104_1"));

        assertThat(Attribution.of(PATCH, event).tied()).isFalse();
        assertThat(Attribution.of(PATCH, event).ground()).isEqualTo(Ground.HARDWARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel panic: Fatal machine check",
                "kernel panic: Fatal local machine check",
                "kernel panic: Machine check from unknown source",
                "kernel panic: Fatal hardware error!",
                "kernel panic: NMI: Not continuing",
                "kernel panic: Asynchronous SError Interrupt"
            })
    void neverBlamesAPatchForAPanicThatHardwareCaused(String title) {
        Frame inPatch = new Frame("klpp_tcp_sendmsg", "livepatch_104_1");
        KernelEvent panic = new KernelEvent(
                Instant.EPOCH, EventKind.PANIC, title, null, List.of(inPatch), List.of(), "K", "f", "text");

        assertThat(Attribution.of(PATCH, panic).ground()).isEqualTo(Ground.HARDWARE);
    }

    @Test
    void takesAnyModulesVersionWhereThePatchsOwnModulesAreNotKnown() {
        Patch unnamed = new Patch("CVE-1", Patch.Kind.LIVE, Set.of(), List.of("tcp_sendmsg"));

        assertThat(Attribution.of(unnamed, event(EventKind.OOPS, new Frame("tcp_sendmsg", "livepatch_9")))
                        .ground())
                .isEqualTo(Ground.FUNCTION);
    }

    @Test
    void aFunctionThatRunsByItsOwnNameAfterThePatchIsGoneIsTheKernels() {
        Attribution own = Attribution.of(PATCH, event(EventKind.OOPS, new Frame("tcp_sendmsg", null)));
        Attribution renamed = Attribution.of(PATCH, event(EventKind.OOPS, new Frame("klpp_tcp_sendmsg", null)));
        Attribution module = Attribution.of(PATCH, event(EventKind.OOPS, new Frame("f", "livepatch_104_1")));

        assertThat(own.withoutThePatch().tied()).isFalse();
        assertThat(renamed.withoutThePatch()).isEqualTo(renamed);
        assertThat(module.withoutThePatch()).isEqualTo(module);
    }

    private static KernelEvent event(EventKind kind, Frame... frames) {
        return new KernelEvent(
                Instant.EPOCH,
                kind,
                "BUG",
                null,
                List.of(frames),
                List.of("livepatch_104_1", "other_lp"),
                "K",
                "f",
                "text");
    }
}
