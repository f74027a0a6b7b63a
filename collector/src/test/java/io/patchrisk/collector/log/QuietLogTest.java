// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that use the words of reports and are none. */
class QuietLogTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    0.000000] Command line: BOOT_IMAGE=/vmlinuz oops=panic panic_on_warn=1 log=\"BUG: x\"",
                "[    1.100000] systemd[1]: Starting BUG: collector of reports...",
                "[    1.200000] systemd[1]: /etc/systemd/system/Oops.service:3: WARNING: CPU: 0 PID: 1 at unknown",
                "[    2.000000] audit: type=1400 audit(1.1:2): exe=\"/usr/bin/BUG\" comm=\"kernel BUG at fs/x.c:1!\" res=1",
                "[    2.100000] app[123]: segfault at 0 ip 0000000000401136 sp 00007ffd error 4 in app[401000+1000]",
                "[    2.200000] traps: app[124] general protection fault ip:401136 sp:7ffd error:0 in app[401000+1000]",
                "[    2.300000] EXT4-fs (sda1): warning: mounting fs with errors, running e2fsck is recommended",
                "[    2.400000] WARNING: the old mount option is being deprecated and",
                "[    2.500000] WARNING: MP table in the EBDA can be UNSAFE",
                "[    2.600000] INFO: lockdep is turned off.",
                "[    2.700000] process 'BUG: KASAN' launched '/tmp/WARNING' with NULL argv: empty string added",
                "[    2.800000] perf: interrupt took too long (2516 > 2500), lowering the sample rate",
                "[    2.900000] Call Trace logging enabled",
                "[    3.100000] Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on",
                "[    3.200000] mce: CPU0: Thermal monitoring enabled (TM1)",
                "[    3.300000] EDAC MC: Ver: 3.0.0",
                "[    3.400000] Oops, wrong number",
                "[    3.500000] UBSAN is off",
                "[    4.000000] INFO: task list is empty",
                "[    4.100000] Internal error codes are listed in the manual",
                "[    4.200000] BTRFS info (device sda1): using free space tree",
                "[    4.300000] XFS (sda1): Ending clean mount",
                "[    4.400000] Out of memory handling is set to panic",
                "[    4.600000] unregister_netdevice took 1s",
                "Nov 22 10:00:00 host myapp[99]: BUG: unable to handle kernel paging request at 1",
                "2026-11-22T10:00:00.123456+00:00 host myapp[99]: WARNING: CPU: 0 PID: 1 at fs/x.c:1 f+0x1/0x2",
                "BUG: assertion failed in app.c",
                "WARNING: CPU usage is high",
                "Kernel panic mode is documented in README",
                "general protection: please read the policy",
                "foo: BUG: soft lockup - CPU#0 stuck for 22s! [app:7]"
            })
    void takesNoOrdinaryLineForAReport(String line) {
        assertThat(Logs.events(Logs.facts(line + "\n"))).isEmpty();
    }

    @Test
    void takesNoProgramsStackForTheKernels() {
        String log = """
                BUG: assertion failed in app.c
                WARNING: your password expires
                Call Trace:
                 user_function+0x10/0x20
                  at java.lang.Thread.run(Thread.java:1)
                """;

        assertThat(Logs.events(Logs.facts(log))).isEmpty();
    }

    @Test
    void takesAWarningInFreeWordsForAReportOnlyWithTheKernelsDump() {
        String line = "[    5.000000] WARNING: something is odd\n";
        String dump = """
                [    5.000001] CPU: 1 PID: 7 Comm: app Not tainted 6.1.0 #1
                [    5.000002] Call Trace:
                [    5.000003]  dump_stack+0x1/0x2
                [    5.000004]  odd_function+0x1/0x2
                """;

        assertThat(Logs.events(Logs.facts(line))).isEmpty();
        assertThat(Logs.events(Logs.facts(line + dump)))
                .singleElement()
                .satisfies(event -> assertThat(event.title()).isEqualTo("WARNING: something is odd"));
    }
}
