// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports as different architectures, kernels and consoles print them. */
class ReportFormsTest {

    @Test
    void readsAnArm64Oops() {
        KernelEvent event = only("""
                [   10.000000] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010
                [   10.000001] Mem abort info:
                [   10.000002]   ESR = 0x0000000096000004
                [   10.000003] Internal error: Oops: 0000000096000004 [#1] SMP
                [   10.000004] Modules linked in: lp_fix(OEK) net_mod(O)
                [   10.000005] CPU: 3 UID: 0 PID: 812 Comm: app Tainted: G           OE K    6.12.0-3-arm64 #1
                [   10.000006] Tainted: [O]=OOT_MODULE, [E]=UNSIGNED_MODULE, [K]=LIVEPATCH
                [   10.000007] pc : net_send+0x28/0x58 [net_mod]
                [   10.000008] lr : sock_send+0x18/0x58
                [   10.000009] sp : ffff800083b6fa10
                [   10.000010] Call trace:
                [   10.000011]  net_send+0x28/0x58 [net_mod] (P)
                [   10.000012]  sock_send+0x68/0xd0
                [   10.000013]  el0_svc+0x48/0x58
                [   10.000014] ---[ end trace 0000000000000000 ]---
                [   10.000015] Kernel panic - not syncing: Oops: Fatal exception
                """);

        assertThat(event.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in net_send");
        assertThat(event.alternativeTitles()).containsExactly("bad-access in net_send");
        assertThat(event.frames())
                .startsWith(new Frame("net_send", "net_mod", 0x28), new Frame("sock_send", null, 0x68));
        assertThat(event.taint()).isEqualTo("GOEK");
        assertThat(event.release()).isEqualTo("6.12.0-3-arm64");
        assertThat(event.livePatchModules()).containsExactly("lp_fix");
        assertThat(event.livePatched()).isTrue();
    }

    @Test
    void readsA32BitArmBacktrace() {
        KernelEvent event = only("""
                8<--- cut here ---
                Unhandled fault: page domain fault (0x01b) at 0x00000e30
                pgd = e852c1e3
                Internal error: : 1b [#1] SMP ARM
                CPU: 1 PID: 11783 Comm: app Not tainted 5.10.0 #18
                PC is at disk_read+0x4c/0x78
                LR is at disk_open+0x6c/0x120
                pc : [<802b4048>]    lr : [<802e1324>]    psr: 60000193
                Backtrace:
                [<802b3ffc>] (disk_read) from [<802e1324>] (disk_open+0x6c/0x120)
                [<802e12b8>] (disk_open) from [<80100a74>] (sys_open+0x54/0xa0)
                """);

        assertThat(event.title()).isEqualTo("Unhandled fault in disk_read");
        assertThat(event.frames()).extracting(Frame::function).containsExactly("disk_read", "disk_open", "sys_open");
    }

    @Test
    void readsAnS390WarningWithRedHatsTaintColumns() {
        KernelEvent event = only("""
                [  164.389575] WARNING: at drivers/x/will.c:11
                [  164.389576] Modules linked in: will(OF+) sg
                [  164.389606] CPU: 0 PID: 37 Comm: insmod Tainted: GF          O--------------   3.10.0-54.el7.s390x #1
                [  164.389614] Krnl PSW : 0704f00180000000 000003ff8086d03a (will_init+0x3a/0x1000 [will])
                [  164.389625]            R:0 T:1 IO:1 EX:1 Key:0 M:1 W:0 P:0 AS:3 CC:3 PM:0 EA:3
                [  164.389640] Call Trace:
                [  164.389641] ([<000003ff8086d036>] will_init+0x36/0x1000 [will])
                [  164.389642]  [<00000000001000e2>] do_one_initcall+0xd2/0x1b0
                [  164.389650] Last Breaking-Event-Address:
                [  164.389651]  [<00000000005d1c2e>] printk+0x6e/0x78
                """);

        assertThat(event.title()).isEqualTo("WARNING in will_init");
        assertThat(event.taint()).isEqualTo("GFO");
        assertThat(event.release()).isEqualTo("3.10.0-54.el7.s390x");
        assertThat(event.frames()).extracting(Frame::function).doesNotContain("printk");
    }

    @Test
    void readsAPowerPcOops() {
        KernelEvent event = only("""
                BUG: Kernel NULL pointer dereference on read at 0x00000008
                Faulting instruction address: 0xc00000000000abcd
                Oops: Kernel access of bad area, sig: 11 [#1]
                LE PAGE_SIZE=64K MMU=Radix SMP NR_CPUS=2048 NUMA pSeries
                CPU: 1 PID: 19 Comm: app Not tainted 6.1.0-ppc64le #1
                NIP:  c000000000068dfc LR: c000000000068df8 CTR: 00000000015c6170
                NIP [c000000000068dfc] dev_check+0x27c/0x390
                LR [c000000000068df8] dev_check+0x278/0x390
                Call Trace:
                [c000000010f930b0] [c000000000068df8] dev_check+0x278/0x390 (unreliable)
                [c000000010f93150] [c000000000028668] bus_read+0x128/0x170
                [c000000010f93e30] [c00000000000bd70] system_call+0x5c/0x68
                ---[ end trace 0000000000000000 ]---
                """);

        assertThat(event.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in dev_check");
        assertThat(event.frames()).extracting(Frame::function).startsWith("dev_check", "bus_read");
    }

    @Test
    void readsARiscvOops() {
        KernelEvent event = only("""
                [    3.1] ignored
                [    3.100000] Unable to handle kernel paging request at virtual address dfffffff00000000
                [    3.100001] Oops [#1]
                [    3.100002] CPU: 0 PID: 1 Comm: swapper/0 Not tainted 6.6.0 #2
                [    3.100003] epc : probe_it+0x2e/0x9c
                [    3.100004]  ra : probe_all+0x2a/0x9c
                [    3.100005] [<ffffffff80a1b2c0>] probe_it+0x2e/0x9c
                [    3.100006] [<ffffffff80a1b3c0>] probe_all+0x2a/0x9c
                [    3.100007] ---[ end trace 0000000000000000 ]---
                """);

        assertThat(event.title()).isEqualTo("BUG: unable to handle kernel paging request in probe_it");
        assertThat(event.frames()).extracting(Frame::function).startsWith("probe_it", "probe_all");
    }

    @Test
    void tellsReportsOfTwoCallersApartWhoseLinesAreMixed() {
        List<KernelEvent> events = events("""
                [   20.000000][  T100] WARNING: CPU: 0 PID: 100 at net/a.c:1 net_one+0x1/0x2
                [   20.000001][  T200] BUG: KASAN: slab-use-after-free in fs_two+0x5/0x6
                [   20.000002][  T100] CPU: 0 PID: 100 Comm: a Not tainted 6.1.0 #1
                [   20.000003][  T200] Read of size 8 at addr ffff888100000000 by task b/200
                [   20.000004][  T100] RIP: 0010:net_one+0x1/0x2
                [   20.000005][  T200] Call Trace:
                [   20.000006][  T100] Call Trace:
                [   20.000007][  T200]  kasan_report+0x1/0x2
                [   20.000008][  T100]  net_caller+0x1/0x2
                [   20.000009][  T200]  fs_two+0x5/0x6
                [   20.000010][  T100] ---[ end trace 0000000000000000 ]---
                [   20.000011][  T200]  fs_caller+0x5/0x6
                """);

        assertThat(events)
                .extracting(KernelEvent::title)
                .containsExactly("WARNING in net_one", "KASAN: slab-use-after-free Read in fs_two");
        assertThat(events.get(0).frames()).extracting(Frame::function).containsExactly("net_one", "net_caller");
    }

    @Test
    void countsAWarningAndItsPanicOnce() {
        KernelEvent event = only("""
                [   20.000000] ------------[ cut here ]------------
                [   20.000001] WARNING: CPU: 0 PID: 100 at net/a.c:1 net_one+0x1/0x2
                [   20.000002] Kernel panic - not syncing: panic_on_warn set ...
                [   20.000003] CPU: 0 PID: 100 Comm: a Not tainted 6.1.0 #1
                [   20.000004] Call Trace:
                [   20.000005]  dump_stack+0x1/0x2
                [   20.000006]  panic+0x1/0x2
                [   20.000007]  __warn+0x1/0x2
                [   20.000008]  net_one+0x1/0x2
                """);

        assertThat(event.kind()).isEqualTo(EventKind.WARNING);
        assertThat(event.title()).isEqualTo("WARNING in net_one");
    }

    @Test
    void readsAPanicOfWhichOnlyTheTraceIsLeftAsCorrupted() {
        KernelEvent event = only("[   20.000000] Kernel panic - not syncing: Fatal exception in interrupt\n");

        assertThat(event.kind()).isEqualTo(EventKind.PANIC);
        assertThat(event.corrupted()).isTrue();
        assertThat(event.function()).isNull();
    }

    @Test
    void dropsTheCopyOfALineThatIsReplayedWhole() {
        KernelEvent event = only("""
                [  584.319520] INFO: task copy:56
                ** replaying previous printk message **
                [  584.319520] INFO: task copy:5612 blocked for more than 143 seconds.
                [  584.319585] task:copy           state:D stack:0     pid:5612
                [  584.319601] Call trace:
                [  584.319622]  __schedule+0x1b74/0x2d24
                [  584.319647]  mutex_lock+0x1/0x2
                [  584.319677]  read_partition+0xcc/0x6e8
                """);

        assertThat(event.title()).isEqualTo("INFO: task hung in read_partition");
        assertThat(event.alternativeTitles()).containsExactly("hang in read_partition");
    }

    @Test
    void readsLinesBehindPromptsAndNotesOfDroppedMessages() {
        KernelEvent event = only("""
                debian login: [   16.305150] BUG: spinlock bad magic on CPU#0, app/7
                ** 44 printk messages dropped ** [   16.405150] CPU: 0 PID: 7 Comm: app Not tainted 6.1.0 #1
                [   16.405151] Call Trace:
                [   16.405152]  dump_stack+0x1/0x2
                [   16.405153]  do_raw_spin_lock+0x1/0x2
                [   16.405154]  dev_open_it+0x1/0x2
                """);

        assertThat(event.title()).isEqualTo("BUG: spinlock bad magic in dev_open_it");
    }

    @Test
    void readsSyslogFiles() {
        List<KernelEvent> events = events("""
                Nov 22 10:00:00 host kernel: [   10.000000] kernel BUG at fs/x.c:1!
                Nov 22 10:00:00 host kernel: [   10.000001] RIP: 0010:fs_one+0x1/0x2
                Nov 22 10:00:00 host app[7]: BUG: of my own
                Nov 22 10:00:00 host kernel: [   10.000002] Call Trace:
                Nov 22 10:00:00 host kernel: [   10.000003]  fs_caller+0x1/0x2
                """);

        assertThat(events).extracting(KernelEvent::title).containsExactly("kernel BUG in fs_one");
    }

    @Test
    void keepsAReportOpenOverALineThatIsAnEventByItself() {
        List<KernelEvent> events = events("""
                [  361.246294] INFO: task ns:6102 blocked for more than 120 seconds.
                [  361.297131] Call Trace:
                [  361.299714]  schedule+0x9c/0x1b0
                [  361.300009] unregister_netdevice: waiting for lo to become free. Usage count = 6
                [  361.318972]  mutex_lock_nested+0x3b0/0x1130
                [  361.373472]  make_net_ns+0xcc/0x220
                """);

        assertThat(events)
                .extracting(KernelEvent::title)
                .containsExactly(
                        "INFO: task hung in make_net_ns", "unregister_netdevice: waiting for DEV to become free");
    }

    @Test
    void knowsOneBugAcrossBuilds() {
        String report = """
                WARNING: CPU: 1 PID: 7 at net/core/x.c:10 %1$s+0x10/0x20
                CPU: 1 PID: 7 Comm: app Not tainted %2$s #1
                RIP: 0010:%1$s+0x10/0x20
                Call Trace:
                 caller+0x1/0x2
                """;

        assertThat(only(report.formatted("net_fail.isra.0", "6.1.0")).fingerprint())
                .isEqualTo(only(report.formatted("net_fail.cold", "6.6.9-arm")).fingerprint())
                .isNotEqualTo(only(report.formatted("net_drop", "6.1.0")).fingerprint());
    }

    @Test
    void blamesNobodyWhereAnotherStackIsPrintedInTheMidst() {
        KernelEvent event = only("""
                [  102.095036] WARNING: CPU: 1 PID: 10275 at net/a.c:1 net_one+0x5d/0x70
                [  102.158833] FAULT_INJECTION: forcing a failure.
                [  102.158834] Call Trace:
                [  102.161457]  should_fail+0x1/0x2
                [  102.161458]  innocent_one+0x1/0x2
                """);

        assertThat(event.title()).isEqualTo("WARNING in corrupted");
        assertThat(event.corrupted()).isTrue();
    }

    private static KernelEvent only(String log) {
        List<KernelEvent> events = events(log);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static List<KernelEvent> events(String log) {
        return Logs.events(Logs.facts(log));
    }
}
