// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.regex.Pattern;

/** Lines that reports print besides stacks: registers, headings, code bytes, what lockdep explains. */
final class ReportWords {

    private static final Pattern BELONGS = Pattern.compile(
            "(?:\\s|CPU: |Hardware name: |RIP|EIP|Code: |[CE]S: |[A-Z0-9]{2,3}: ?\\s?[0-9a-f]{8}|PKRU|Modules linked in|Oops"
                    + "|\\[<|task:|Call |</?\\w|#PF|PGD |BUG|WARNING|INFO|Kernel |rcu: |Tainted|\"echo 0|Workqueue|Internal error"
                    + "|Process |pc : |lr : |sp : |x\\d|pstate|Mem abort|Data abort|-----|=====|->|other info|Possible "
                    + "|stack backtrace|\\(detected|refcount_t: |Read of size|Write of size|The buggy|Memory state|page:|flags: "
                    + "|raw: |unreferenced|hex dump|comm \"|Dumping ftrace|kasan: |Pid: |LR |GPR|MSR|REGS|NIP|TRAP|CFAR|r\\d|Krnl "
                    + "|SELinux|Control: |Stack: |Exception stack|epc |gp |t\\d |s\\d |a\\d |status).*+",
            Pattern.DOTALL);

    private ReportWords() {}

    /** Whether a stack follows that is no report's: of an allocation that failed, or was made to fail. */
    static boolean intrudes(String text) {
        return text.startsWith("FAULT_INJECTION: forcing a failure")
                || text.contains("vmalloc: allocation failure")
                || text.contains(": page allocation failure: ");
    }

    /**
     * Whether it tells that a system is shut down in good order: the last line of its kernel (before Linux 3.10 without a
     * prefix), or what init writes into the kernel log, which still gets out when network cards are down at the end.
     */
    static boolean shutDown(String text) {
        return !text.isEmpty()
                && "rkRPsi".indexOf(text.charAt(0)) >= 0
                && (text.startsWith("reboot: Restarting system")
                        || text.startsWith("systemd-shutdown[1]: ")
                        || text.startsWith("systemd[1]: Shutting down.")
                        || text.startsWith("init: Switching to runlevel: 0")
                        || text.startsWith("init: Switching to runlevel: 6")
                        || text.startsWith("init: reboot requested")
                        || text.startsWith("reboot: Power down")
                        || text.startsWith("reboot: System halted")
                        || text.startsWith("kexec_core: Starting new kernel")
                        || text.startsWith("kexec: Starting new kernel")
                        || text.equals("Restarting system.")
                        || text.equals("Power down."));
    }

    static boolean belongs(String text) {
        return text.isEmpty() || BELONGS.matcher(text).lookingAt();
    }
}
