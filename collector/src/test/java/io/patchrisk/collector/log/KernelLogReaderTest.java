// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.BootBanner;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Shutdown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLogReaderTest {

    private static final String STACK = """
            CPU: 1 PID: 7 Comm: app Tainted: G    B   W  OE K    6.1.0-9-amd64 #1 Debian
            RIP: 0010:guilty.part.0+0x10/0x20 [vfs_mod]
            Call Trace:
             <TASK>
             ? left_over+0x1/0x2
             caller.constprop.0+0x5/0x9
             do_syscall_64+0x1/0x2
            RIP: 0033:0x7f00
             </TASK>
            ---[ end trace 0000000000000000 ]---
            """;

    @ParameterizedTest
    @CsvSource({
        "reboot: Restarting system,true",
        "reboot: Restarting system with command 'now',true",
        "reboot: Power down,true",
        "kexec_core: Starting new kernel,true",
        "Restarting system.,true",
        "systemd-shutdown[1]: Rebooting.,true",
        "systemd-shutdown[1]: Syncing filesystems and block devices.,true",
        "systemd[1]: Shutting down.,true",
        "init: Switching to runlevel: 6,true",
        "init: Switching to runlevel: 3,false",
        "systemd-shutdown[911]: Rebooting.,false",
        "systemd[1]: Started Serial Getty.,false",
        "Rebooting in 5 seconds..,false",
        "Restarting system.log,false"
    })
    void knowsThatASystemIsShutDownInGoodOrder(String line, boolean last) {
        assertThat(Logs.facts(line + "\n").stream().anyMatch(Shutdown.class::isInstance))
                .isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BUG: unable to handle page fault for address: ffffc90000401000                          | OOPS                    | BUG: unable to handle kernel paging request in guilty
            general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP      | OOPS                    | general protection fault in guilty
            Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1]    | OOPS                    | general protection fault in guilty
            Unable to handle kernel paging request at virtual address dfffa00000000003              | OOPS                    | BUG: unable to handle kernel paging request in guilty
            kernel BUG at fs/inode.c:611!                                                           | BUG                     | kernel BUG in guilty
            kernel BUG at mm/usercopy.c:102!                                                        | USERCOPY                | BUG: bad usercopy in guilty
            WARNING: CPU: 1 PID: 7 at net/core/dev.c:10 guilty.part.0+0x10/0x20 [vfs_mod]           | WARNING                 | WARNING in guilty
            WARNING: net/core/dev.c:10 at guilty+0x10/0x20, CPU#1: app/7                            | WARNING                 | WARNING in guilty
            BUG: sleeping function called from invalid context at kernel/locking/mutex.c:580        | SCHEDULING_WHILE_ATOMIC | BUG: sleeping function called from invalid context in guilty
            watchdog: Watchdog detected hard LOCKUP on cpu 1                                        | HARD_LOCKUP             | BUG: hard lockup in caller
            NMI watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [app:7]                           | SOFT_LOCKUP             | BUG: soft lockup in caller
            rcu: INFO: rcu_sched self-detected stall on CPU                                         | RCU_STALL               | INFO: rcu detected stall in caller
            BUG: Bad page state in process app  pfn:12345                                           | BAD_PAGE                | BUG: Bad page state in guilty
            BUG: KASAN: slab-out-of-bounds in guilty+0x10/0x20                                      | SANITIZER               | KASAN: slab-out-of-bounds in guilty
            BUG: KFENCE: use-after-free read in guilty+0x10/0x20                                    | SANITIZER               | KFENCE: use-after-free read in guilty
            UBSAN: array-index-out-of-bounds in fs/x.c:1:2                                          | SANITIZER               | UBSAN: array-index-out-of-bounds in guilty
            WARNING: possible circular locking dependency detected                                  | LOCKDEP                 | WARNING: possible circular locking dependency detected
            Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b                 | PANIC                   | kernel panic: Attempted to kill init!
            app invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE), order=0                | OUT_OF_MEMORY           | Out of memory
            Out of memory: Killed process 7 (app) total-vm:1kB                                      | OUT_OF_MEMORY           | Out of memory
            mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 4: b200000000070f0f                 | HARDWARE                | hardware error
            EDAC MC0: 1 CE memory read error on CPU_SrcID#0                                         | HARDWARE                | EDAC CE
            EXT4-fs error (device vda1): ext4_lookup:1813: inode #12: comm app: deleted inode       | FILESYSTEM_READ_ONLY    | EXT4-fs error in ext4_lookup
            EXT4-fs (vda1): Remounting filesystem read-only                                         | FILESYSTEM_READ_ONLY    | EXT4-fs: file system read-only
            BTRFS info (device vda1: state E): forced readonly                                      | FILESYSTEM_READ_ONLY    | BTRFS: file system read-only
            unregister_netdevice: waiting for eth0 to become free. Usage count = 2                  | NETDEVICE_STUCK         | unregister_netdevice: waiting for DEV to become free
            """)
    void knowsTheKernelsOwnFirstLines(String opening, EventKind kind, String title) {
        assertThat(Logs.events(Logs.facts(opening + "\n" + STACK)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(kind);
                    assertThat(event.title()).isEqualTo(title);
                    assertThat(event.taint()).isEqualTo("GBWOEK");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lp_rcustall: loading out-of-tree module taints kernel.",
                "lp_oops: BUG: kernel NULL pointer dereference, address: 0000000000000004",
                "note: INFO: task app:7 blocked for more than 120 seconds.",
                "traps: app[7] general protection fault ip:40 sp:7f error:0 in app[400000+1000]",
                "app[7]: segfault at 0 ip 0000000000401136 sp 00007ffd error 4 in app[401000+1000]",
                "INFO: lockdep is turned off.",
                "EXT4-fs (vda): mounted filesystem without journal. Quota mode: none.",
                "EDAC MC: Ver: 3.0.0",
                "mce: CPU supports 10 MCE banks",
                "rcu: RCU calculated value of scheduler-enlistment delay is 25 jiffies.",
                "clocksource: Long readout interval, skipping watchdog check: cs_nsec: 30204304872 wd_nsec: 0",
                "WARNING: Spectre v2 mitigation leaves CPU vulnerable to RETBleed attacks, data leaks possible!",
            })
    void takesNothingElseForAReport(String line) {
        assertThat(Logs.facts(line)).isEmpty();
    }

    @Test
    void countsAPanicThatFollowsFromAnOopsWithTheOops() {
        String log = "BUG: kernel NULL pointer dereference, address: 0\nOops: 0000 [#1] SMP\n" + STACK
                + "RIP: 0010:guilty+0x10/0x20\nKernel panic - not syncing: Fatal exception in interrupt\n";

        assertThat(Logs.events(Logs.facts(log))).hasSize(1);
    }

    @Test
    void keepsAPanicOfWhichTheReportBeforeWasLost() {
        assertThat(Logs.events(Logs.facts("Kernel panic - not syncing: Fatal exception\n")))
                .singleElement()
                .matches(event -> event.kind() == EventKind.PANIC);
    }

    @Test
    void endsAReportAtTheBannerOfTheNextBoot() {
        List<LogFact> facts = Logs.facts("BUG: kernel NULL pointer dereference, address: 0\nOops: 0000 [#1] SMP\n"
                + "Linux version 6.1.0-9-amd64 (x@y) (gcc) #1\n");

        assertThat(facts).hasSize(2);
        assertThat(facts.get(0)).isInstanceOf(KernelEvent.class);
        assertThat(facts.get(1)).isEqualTo(new BootBanner(Logs.ARRIVAL, "6.1.0-9-amd64"));
    }

    @Test
    void readsAReportBetweenOrdinaryLines() {
        String mixed = "BUG: kernel NULL pointer dereference, address: 0\n"
                + STACK.replace("\n", "\neth0: link becomes ready\n");

        assertThat(Logs.events(Logs.facts(mixed)))
                .singleElement()
                .satisfies(event -> assertThat(event.frames()).hasSize(3));
    }

    @Test
    void readsTwoTasksReportsApartByTheirCaller() {
        String log = """
                [  10.000001][  T7] BUG: unable to handle page fault for address: ffffc90000401000
                [  10.000002][  T9] unrelated+0x1/0x2
                [  10.000003][  T7] RIP: 0010:guilty+0x1/0x2
                [  10.000004][  T9] RIP: 0010:innocent+0x1/0x2
                """;

        assertThat(Logs.events(Logs.facts(log)).get(0).frames())
                .extracting("function")
                .containsExactly("guilty");
    }

    @Test
    void givesFactsInTheOrderOfTheLog() {
        List<LogFact> facts = Logs.facts("""
                BUG: kernel NULL pointer dereference, address: 0
                livepatch: 'lp': patching complete
                ---[ end trace 0 ]---
                """);

        assertThat(facts.get(0)).isInstanceOf(KernelEvent.class);
        assertThat(facts.get(1)).isInstanceOf(LivepatchMessage.class);
    }

    @Test
    void takesNoPatchInstantFromReplayedLines() {
        KernelLogReader reader = new KernelLogReader();
        LogLine complete = new LogLine(Logs.ARRIVAL, 1L, 5, null, true, "livepatch: 'lp': patching complete");
        LogLine forced =
                new LogLine(Logs.ARRIVAL, 2L, 4, null, true, "livepatch: forcing remaining tasks to the patched state");

        assertThat(reader.feed(complete)).isEmpty();
        assertThat(reader.withheld()).isEqualTo(1);
        assertThat(reader.feed(forced)).hasSize(1);
    }

    @Test
    void endsAReportWhenTheLogIsQuietByItsOwnTime() {
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>(
                reader.feed(LogLine.bare(Logs.ARRIVAL, "INFO: task app:7 blocked for more than 120 seconds.")));
        facts.addAll(reader.feed(LogLine.bare(Logs.ARRIVAL.plusSeconds(6), "eth0: link becomes ready")));

        assertThat(facts).hasSize(1);
    }

    @Test
    void knowsOneBugWhateverTheSystemCallThatLedToIt() {
        String write =
                "BUG: kernel NULL pointer dereference, address: 0\n" + STACK.replace("do_syscall_64", "ksys_write");
        String send = "BUG: kernel NULL pointer dereference, address: 8\n"
                + STACK.replace("do_syscall_64", "__sys_sendto").replace("0x10/0x20", "0x14/0x24");

        assertThat(Logs.events(Logs.facts(write)).get(0).fingerprint())
                .isEqualTo(Logs.events(Logs.facts(send)).get(0).fingerprint());
    }
}
