// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.feature.Attribution;
import io.patchrisk.model.livepatch.HostLoads;
import io.patchrisk.model.livepatch.LoadState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that come while a patch is being applied, with it loaded, and that it has nothing to do with. */
class NearnessTest {

    private static final Patch PATCH = new Patch(
            "CVE-1",
            Patch.Kind.LIVE,
            Set.of(new PatchName("livepatch_9_1")),
            List.of("tcp_sendmsg", "vfs_fsync_range"));

    /**
     * The shape of a case of Linux 6.5-rc2: the stalled transition and the warning had one cause, a change of xenbus that
     * freed an interrupt twice, and the patch was neither.
     */
    private static final String FREE_IRQ = """
            [  100.000000] livepatch: enabling patch 'livepatch_9_1'
            [  100.010000] livepatch: 'livepatch_9_1': starting patching transition
            [  115.400000] livepatch: signaling remaining tasks
            [  115.400900] ------------[ cut here ]------------
            [  115.401000] Trying to free already-free IRQ 41
            [  115.401100] WARNING: CPU: 1 PID: 88 at kernel/irq/manage.c:1893 free_irq+0x1a0/0x2d0
            [  115.401200] Modules linked in: livepatch_9_1(OK) xen_netfront
            [  115.401300] CPU: 1 PID: 88 Comm: xenwatch Tainted: G           O  K    6.5.0-rc2 #1
            [  115.401400] RIP: 0010:free_irq+0x1a0/0x2d0
            [  115.401500] Call Trace:
            [  115.401600]  <TASK>
            [  115.401700]  unbind_from_irqhandler+0x30/0x50
            [  115.401800]  xenbus_otherend_going+0x22/0x60
            [  115.401900]  xenwatch_thread+0x9a/0x180
            [  115.402000]  kthread+0xe0/0x110
            [  115.402100]  </TASK>
            [  115.402200] ---[ end trace 0000000000000000 ]---
            """;

    @Test
    void aWarningRightAfterTheKernelSignaledTasksConvictsNobody() {
        List<LogFact> facts = Logs.facts(FREE_IRQ);

        KernelEvent event = only(facts);
        assertThat(event.title()).isEqualTo("WARNING in free_irq");
        assertThat(event.livePatchModules()).containsExactly("livepatch_9_1");
        assertThat(event.taint()).contains("K");
        assertThat(Attribution.of(PATCH, event)).isEqualTo(new Attribution(Attribution.Ground.NONE, null));
        assertThat(HostLoads.of(facts, List.of())).singleElement().satisfies(load -> {
            assertThat(load.state()).isEqualTo(LoadState.PATCHING);
            assertThat(load.signaled()).isTrue();
        });
    }

    @Test
    void theSameWarningWithThePatchInItsStackDoes() {
        String tied = FREE_IRQ.replace(
                " xenbus_otherend_going+0x22/0x60", " klpp_xenbus_otherend_going+0x22/0x60 [livepatch_9_1]");

        assertThat(Attribution.of(PATCH, only(Logs.facts(tied))).ground()).isEqualTo(Attribution.Ground.MODULE);
    }

    @Test
    void aLeftoverOnTheStackThatMayNeverHaveBeenCalledConvictsNobody() {
        String doubtful = FREE_IRQ.replace(
                " xenbus_otherend_going+0x22/0x60", " ? klpp_xenbus_otherend_going+0x22/0x60 [livepatch_9_1]");

        assertThat(Attribution.of(PATCH, only(Logs.facts(doubtful))).tied()).isFalse();
    }

    /** The CPU that hardware stops is in whatever function it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mce: [Hardware Error]: CPU 1: Machine Check Exception: 5 Bank 4: b200000000070f0f",
                "mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 4: b200000000070f0f",
                "EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Channel#1",
                "{1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 1",
            })
    void aHardwareErrorIsNeverThePatchs(String first) {
        List<LogFact> facts = Logs.facts(first + """

                RIP: 0010:klpp_tcp_sendmsg+0x10/0x80 [livepatch_9_1]
                Call Trace:
                 <TASK>
                 klpp_tcp_sendmsg+0x10/0x80 [livepatch_9_1]
                 sock_sendmsg+0x5/0x9
                 </TASK>
                Kernel panic - not syncing: Fatal machine check
                """);

        assertThat(Logs.events(facts)).isNotEmpty().allSatisfy(event -> {
            assertThat(event.kind()).isIn(EventKind.HARDWARE, EventKind.PANIC);
            assertThat(Attribution.of(PATCH, event).ground()).isEqualTo(Attribution.Ground.HARDWARE);
        });
    }

    private static KernelEvent only(List<LogFact> facts) {
        List<KernelEvent> events = Logs.events(facts);
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
