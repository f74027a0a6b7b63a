// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.HUNG;
import static io.patchrisk.collector.log.Opening.Naming.INTERRUPTED_STALL;
import static io.patchrisk.collector.log.Opening.Naming.LOCK;
import static io.patchrisk.collector.log.Opening.Naming.LOCK_SITE;
import static io.patchrisk.collector.log.Opening.Naming.STACK;
import static io.patchrisk.collector.log.Opening.Naming.STALL;
import static io.patchrisk.collector.log.Opening.Naming.TITLE;
import static io.patchrisk.collector.log.Template.fixed;
import static io.patchrisk.collector.log.Template.with;
import static io.patchrisk.model.fact.EventKind.FILESYSTEM_READ_ONLY;
import static io.patchrisk.model.fact.EventKind.HARDWARE;
import static io.patchrisk.model.fact.EventKind.HARD_LOCKUP;
import static io.patchrisk.model.fact.EventKind.HUNG_TASK;
import static io.patchrisk.model.fact.EventKind.LOCKDEP;
import static io.patchrisk.model.fact.EventKind.NETDEVICE_STUCK;
import static io.patchrisk.model.fact.EventKind.OUT_OF_MEMORY;
import static io.patchrisk.model.fact.EventKind.RCU_STALL;
import static io.patchrisk.model.fact.EventKind.SCHEDULING_WHILE_ATOMIC;
import static io.patchrisk.model.fact.EventKind.SOFT_LOCKUP;

import java.util.List;

/** First lines of reports about what no longer moves: locks, CPUs, tasks, memory, disks, devices, hardware. */
final class StuckTemplates {

    private static final String ATOMIC = "BUG: sleeping function called from invalid context";

    /** Lockdep said INFO until Linux 4.10, and BUG for some of it until 4.14. */
    private static final List<String> LOCK_WORDS = List.of("WARNING: ", "INFO: ", "BUG: ");

    static final List<Template> ALL = List.of(
            with(
                    LOCK_WORDS,
                    "(?:WARNING|INFO|BUG): (?:possible (?:circular|recursive) locking|possible irq lock inversion"
                            + "|\\w+IRQ-safe -> \\w+IRQ-unsafe lock|possible deadlock)",
                    m -> Opening.of(LOCKDEP, LOCK, "possible deadlock").sparing(Functions.LOCK)),
            with(
                    LOCK_WORDS,
                    "(?:WARNING|INFO|BUG): inconsistent lock state",
                    m -> Opening.of(LOCKDEP, STACK, "inconsistent lock state")),
            with(
                    LOCK_WORDS,
                    "(WARNING|INFO|BUG): suspicious RCU usage",
                    m -> Opening.of(LOCKDEP, STACK, m.group(1) + ": suspicious RCU usage")
                            .sparing(Functions.RCU)),
            with(
                    LOCK_WORDS,
                    "(WARNING|INFO|BUG): (bad unlock balance|held lock freed|lock held when returning to user space|nested lock was not taken)",
                    m -> Opening.of(
                            LOCKDEP,
                            m.group(2).startsWith("lock held") ? LOCK_SITE : LOCK,
                            m.group(1) + ": " + m.group(2))),
            with(
                    LOCK_WORDS,
                    "(WARNING|INFO|BUG): \\S+ still has locks held",
                    m -> Opening.of(LOCKDEP, LOCK, m.group(1) + ": still has locks held")),
            fixed("BUG: Invalid wait context", LOCKDEP, STACK, "WARNING: locking bug"),
            fixed("INFO: trying to register non-static key", LOCKDEP, STACK, "INFO: trying to register non-static key"),
            with(
                    "BUG: using ",
                    "BUG: using ([\\w()/]+?)(?:\\(\\))? in preemptible",
                    m -> Opening.of(LOCKDEP, STACK, "BUG: using " + m.group(1) + "() in preemptible code")
                            .sparing(Functions.PREEMPT)),
            with(
                    "BUG: scheduling ",
                    "BUG: scheduling while atomic",
                    m -> Opening.of(SCHEDULING_WHILE_ATOMIC, STACK, "BUG: scheduling while atomic")
                            .sparing(Functions.ATOMIC)),
            with(
                    ATOMIC,
                    ATOMIC,
                    m -> Opening.of(SCHEDULING_WHILE_ATOMIC, STACK, ATOMIC).sparing(Functions.ATOMIC)),
            fixed("BUG: soft lockup", SOFT_LOCKUP, STALL, "BUG: soft lockup"),
            fixed("BUG: workqueue lockup", SOFT_LOCKUP, TITLE, "BUG: workqueue lockup"),
            with(
                    List.of("Watchdog ", "CPU "),
                    "(?:Watchdog detected hard LOCKUP on cpu|Watchdog CPU:\\d+ Hard LOCKUP"
                            + "|CPU \\d+ (?:self-)?detected hard LOCKUP)",
                    m -> Opening.of(HARD_LOCKUP, STALL, "BUG: hard lockup")),
            with(
                    "INFO: rcu",
                    "INFO: rcu_\\w+ (?:self-)?detected (?:expedited )?stalls?",
                    m -> Opening.of(RCU_STALL, INTERRUPTED_STALL, "INFO: rcu detected stall")),
            with(
                    "INFO: task ",
                    "INFO: task .{1,40}? blocked (?:in I/O wait )?for more than \\d+ seconds",
                    m -> Opening.of(HUNG_TASK, HUNG, "INFO: task hung").sparing(Functions.HUNG)),
            with(
                    "INFO: task ",
                    "INFO: task .{1,40}? can't die",
                    m -> Opening.of(HUNG_TASK, HUNG, "INFO: task can't die").sparing(Functions.ATOMIC)),
            fixed("Out of memory: Kill", OUT_OF_MEMORY, TITLE, "Out of memory"),
            fixed("Memory cgroup out of memory: Kill", OUT_OF_MEMORY, TITLE, "Memory cgroup out of memory"),
            with(
                    List.of("[Hardware", "mce: ", "{"),
                    "(?:mce: )?(?:\\{\\d+\\})?\\[Hardware Error\\]: ",
                    m -> Opening.of(HARDWARE, TITLE, "hardware error")),
            with("EDAC ", "EDAC \\w+: (?:\\d+ )?(CE|UE)\\b", m -> Opening.of(HARDWARE, TITLE, "EDAC " + m.group(1))),
            with(
                    "EXT4-fs error ",
                    "EXT4-fs error \\(device .{1,60}?\\): (\\w+):",
                    m -> Filesystem.error("EXT4-fs error", m.group(1))),
            with(
                    List.of("EXT4-fs ", "F2FS-fs ", "FAT-fs ", "NILFS "),
                    "(EXT4-fs|F2FS-fs|FAT-fs|NILFS) \\(.{1,60}?\\): (?:error: )?(?:[Rr]emounting|Filesystem has been set)"
                            + " (?:filesystem )?read-only",
                    m -> Filesystem.readOnly(m.group(1))),
            with(
                    "BTRFS ",
                    "BTRFS (?:info|error|critical|warning) \\(.{1,80}?\\): forced readonly",
                    m -> Filesystem.readOnly("BTRFS")),
            with(
                    "XFS ",
                    "XFS \\(.{1,60}?\\): (?:Corruption of in-memory data|Filesystem has been shut down"
                            + "|.{0,80}?[Ss]hutting down filesystem)",
                    m -> Filesystem.readOnly("XFS")),
            fixed("Aborting journal on device ", FILESYSTEM_READ_ONLY, TITLE, "Aborting journal"),
            with(
                    "unregister_netdevice: ",
                    "unregister_netdevice: waiting for \\S+ to become free",
                    m -> Opening.of(NETDEVICE_STUCK, TITLE, "unregister_netdevice: waiting for DEV to become free")));

    private StuckTemplates() {}
}
