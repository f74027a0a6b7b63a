// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.util.List;

/** What a kernel prints when it oopses. */
final class Oops {

    private Oops() {}

    /** Lines of an oops in a function of a module. */
    static List<String> in(String function, String module) {
        return List.of(
                "BUG: kernel NULL pointer dereference, address: 0000000000000010",
                "#PF: supervisor read access in kernel mode",
                "Oops: 0000 [#1] PREEMPT SMP NOPTI",
                "CPU: 0 PID: 7 Comm: demo Tainted: G           OE K    6.1.0-demo #1",
                "RIP: 0010:" + function + "+0x24/0x90 [" + module + "]",
                "Call Trace:",
                " <TASK>",
                " " + function + "_entry+0x51/0xc0 [" + module + "]",
                " do_syscall_64+0x5d/0xb0",
                " entry_SYSCALL_64_after_hwframe+0x6e/0xd8",
                " </TASK>",
                "---[ end trace 0000000000000000 ]---");
    }
}
