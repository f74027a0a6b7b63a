// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.HUNG;
import static io.patchrisk.collector.log.Opening.Naming.INTERRUPTED_STALL;
import static io.patchrisk.collector.log.Opening.Naming.LOCK;
import static io.patchrisk.collector.log.Opening.Naming.NONE;
import static io.patchrisk.collector.log.Opening.Naming.STACK;
import static io.patchrisk.collector.log.Opening.Naming.STALL;

import io.patchrisk.collector.log.Opening.Naming;
import io.patchrisk.model.fact.EventKind;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's own message templates that begin a report. They hold at the start of a message only: a module that
 * prints its own name first ({@code lp_rcustall: loading …}) cannot look like one.
 */
final class Openings {

    private record Template(String prefix, Pattern pattern, Function<Matcher, Opening> reading) {}

    /** Names that the kernel's own files put before their messages (their {@code pr_fmt}). */
    private static final List<String> SUBSYSTEMS =
            List.of("NMI watchdog: ", "watchdog: ", "rcu: ", "usercopy: ", "traps: ", "Oops: ");

    private static final List<Template> TEMPLATES = List.of(
            fixed(
                    "BUG: kernel NULL pointer dereference",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel NULL pointer dereference"),
            fixed(
                    "BUG: Kernel NULL pointer dereference",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel NULL pointer dereference"),
            fixed(
                    "BUG: unable to handle kernel NULL pointer",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel NULL pointer dereference"),
            fixed(
                    "BUG: unable to handle kernel paging request",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel paging request"),
            fixed(
                    "BUG: unable to handle page fault for address",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel paging request"),
            fixed(
                    "BUG: Unable to handle kernel data access",
                    EventKind.OOPS,
                    STACK,
                    "BUG: unable to handle kernel paging request"),
            with(
                    "Unable to handle kernel ",
                    "Unable to handle kernel ([a-zA-Z ]{1,60}?)(?: (?:at|in) (?:virtual )?(?:address|user).*)?",
                    m -> Opening.of(EventKind.OOPS, STACK, "BUG: unable to handle kernel " + m.group(1))),
            with(
                    "general protection fault",
                    "general protection fault(?!.*\\berror:\\w+ in )",
                    m -> Opening.of(EventKind.OOPS, STACK, "general protection fault")),
            fixed("divide error:", EventKind.OOPS, STACK, "divide error"),
            fixed("divide_error:", EventKind.OOPS, STACK, "divide error"),
            fixed("invalid opcode:", EventKind.OOPS, STACK, "invalid opcode"),
            fixed("stack segment: ", EventKind.OOPS, STACK, "stack segment fault"),
            fixed("int3:", EventKind.OOPS, STACK, "int3"),
            fixed("PANIC: double fault", EventKind.OOPS, STACK, "PANIC: double fault"),
            fixed("double fault:", EventKind.OOPS, STACK, "PANIC: double fault"),
            fixed("Internal error: ", EventKind.OOPS, STACK, "Internal error"),
            fixed("Unhandled fault: ", EventKind.OOPS, STACK, "Unhandled fault"),
            fixed("Alignment trap: ", EventKind.OOPS, STACK, "Alignment trap"),
            with("Oops: ", "Oops: [0-9a-f]{4,16} \\[#\\d+\\]", m -> Opening.of(EventKind.OOPS, STACK, "Oops")),
            with("kernel BUG at ", "kernel BUG at (\\S+?):\\d+!", m -> SourceFile.bug(m.group(1))),
            with("Kernel BUG at ", "Kernel BUG at (\\S+?)[: ]", m -> SourceFile.bug(m.group(1))),
            fixed("list_add corruption", EventKind.LIST_CORRUPTION, STACK, "BUG: corrupted list"),
            fixed("list_del corruption", EventKind.LIST_CORRUPTION, STACK, "BUG: corrupted list"),
            with(
                    "Kernel memory ",
                    "Kernel memory (?:exposure|overwrite) attempt detected",
                    m -> Opening.of(EventKind.USERCOPY, STACK, "BUG: bad usercopy")),
            with(
                    "WARNING: ",
                    "WARNING: CPU: \\d+ PID: \\d+ at (\\S+?):\\d+(?: " + StackLine.SYMBOL + ")?",
                    SourceFile::warning),
            with("WARNING: ", "WARNING: (\\S+?\\.[chS]):\\d+ at " + StackLine.SYMBOL, SourceFile::warning),
            with(
                    "WARNING: at ",
                    "WARNING: at (\\S+?):\\d+(?: ([A-Za-z_$][\\w$.]*+)\\+0x(?:\\S+)?(?: \\[([\\w-]++)\\])?)?",
                    SourceFile::warning),
            with(
                    "",
                    "(?:WARNING|INFO|BUG): (?:possible circular locking|possible recursive locking|possible irq lock inversion"
                            + "|\\w+IRQ-safe -> \\w+IRQ-unsafe lock|nested lock was not taken|possible deadlock)",
                    m -> Opening.of(EventKind.LOCKDEP, LOCK, "possible deadlock")),
            with(
                    "",
                    "(?:WARNING|INFO|BUG): inconsistent lock state",
                    m -> Opening.of(EventKind.LOCKDEP, STACK, "inconsistent lock state")),
            with(
                    "",
                    "(WARNING|INFO|BUG): (suspicious RCU usage|bad unlock balance|held lock freed|lock held when returning to user space"
                            + "|still has locks held|\\S+ still has locks held)",
                    m -> Opening.of(EventKind.LOCKDEP, LOCK, m.group(1) + ": " + lock(m.group(2)))),
            fixed(
                    "INFO: trying to register non-static key",
                    EventKind.LOCKDEP,
                    STACK,
                    "INFO: trying to register non-static key"),
            fixed(
                    "BUG: scheduling while atomic",
                    EventKind.SCHEDULING_WHILE_ATOMIC,
                    STACK,
                    "BUG: scheduling while atomic"),
            fixed(
                    "BUG: sleeping function called from invalid context",
                    EventKind.SCHEDULING_WHILE_ATOMIC,
                    STACK,
                    "BUG: sleeping function called from invalid context"),
            with(
                    "BUG: using ",
                    "BUG: using (\\w+)\\(\\) in preemptible",
                    m -> Opening.of(EventKind.LOCKDEP, STACK, "BUG: using " + m.group(1) + "() in preemptible code")),
            fixed("BUG: soft lockup", EventKind.SOFT_LOCKUP, STALL, "BUG: soft lockup"),
            with(
                    "",
                    "(?:Watchdog detected hard LOCKUP on cpu|Watchdog CPU:\\d+ Hard LOCKUP|CPU \\d+ (?:self-)?detected hard LOCKUP)",
                    m -> Opening.of(EventKind.HARD_LOCKUP, STALL, "BUG: hard lockup")),
            with(
                    "INFO: rcu",
                    "INFO: rcu_\\w+ (?:self-)?detected (?:expedited )?stalls?",
                    m -> Opening.of(EventKind.RCU_STALL, INTERRUPTED_STALL, "INFO: rcu detected stall")),
            with(
                    "INFO: task ",
                    "INFO: task .{1,40}? blocked (?:in I/O wait )?for more than \\d+ seconds",
                    m -> Opening.of(EventKind.HUNG_TASK, HUNG, "INFO: task hung")),
            with(
                    "INFO: task ",
                    "INFO: task .{1,40}? can't die",
                    m -> Opening.of(EventKind.HUNG_TASK, HUNG, "INFO: task can't die")),
            with(
                    "Kernel panic - not syncing",
                    "Kernel panic - not syncing:? ?(.{0,200}+)",
                    m -> Panic.opening(m.group(1))),
            fixed("Out of memory: Kill", EventKind.OUT_OF_MEMORY, NONE, "Out of memory"),
            fixed("Memory cgroup out of memory: Kill", EventKind.OUT_OF_MEMORY, NONE, "Memory cgroup out of memory"),
            with(
                    "BUG: Bad ",
                    "BUG: Bad (page state|page map|page cache|rss-counter state)",
                    m -> Opening.of(EventKind.BAD_PAGE, STACK, "BUG: Bad " + m.group(1))),
            fixed(
                    "BUG: non-zero pgtables_bytes",
                    EventKind.BAD_PAGE,
                    NONE,
                    "BUG: non-zero pgtables_bytes on freeing mm"),
            with(
                    "BUG: KASAN: ",
                    "BUG: KASAN: (?:double-free or )?([\\w-]+)(?: in (\\S+?)(?:\\+0x.*)?)?",
                    Sanitizer::kasan),
            with("BUG: KFENCE: ", "BUG: KFENCE: ([a-zA-Z -]{1,40}?) in (\\S+?)(?:\\+0x.*)?", Sanitizer::kfence),
            with("BUG: KMSAN: ", "BUG: KMSAN: ([\\w-]+) in (\\S+?)(?:\\+0x.*)?", Sanitizer::kmsan),
            with("BUG: KCSAN: ", "BUG: KCSAN: (.{1,120})", Sanitizer::kcsan),
            with("UBSAN: ", "UBSAN: ([A-Za-z -]{1,60}?)(?: in \\S+)?", Sanitizer::ubsan),
            fixed("BUG: memory leak", EventKind.SANITIZER, STACK, "memory leak"),
            with(
                    "BUG: ",
                    "BUG: (spinlock|rwlock) ([a-z ]{1,40}+) on CPU",
                    m -> Opening.of(EventKind.BUG, STACK, "BUG: " + m.group(1) + " " + m.group(2))),
            fixed("BUG: workqueue lockup", EventKind.SOFT_LOCKUP, NONE, "BUG: workqueue lockup"),
            fixed("BUG: stack guard page was hit", EventKind.OOPS, STALL, "BUG: stack guard page was hit"),
            with(
                    "BUG ",
                    "BUG [\\w:.-]+ \\([^)]{1,60}\\): ([A-Za-z ]{1,40})",
                    m -> Opening.of(EventKind.BUG, STACK, "BUG: " + m.group(1))),
            with(
                    "BUG: ",
                    "BUG: (\\S.{0,200}+)",
                    m -> Opening.of(EventKind.BUG, NONE, "BUG: " + TitleText.of(m.group(1)))),
            with(
                    "",
                    "(?:mce: )?(?:\\{\\d+\\})?\\[Hardware Error\\]: ",
                    m -> Opening.of(EventKind.HARDWARE, NONE, "hardware error")),
            with(
                    "EDAC ",
                    "EDAC \\w+: (?:\\d+ )?(CE|UE)\\b",
                    m -> Opening.of(EventKind.HARDWARE, NONE, "EDAC " + m.group(1))),
            with(
                    "EXT4-fs error ",
                    "EXT4-fs error \\(device .{1,60}?\\): (\\w+):",
                    m -> Filesystem.error("EXT4-fs error", m.group(1))),
            with(
                    "",
                    "(EXT4-fs|F2FS-fs|FAT-fs|NILFS) \\(.{1,60}?\\): (?:error: )?(?:Remounting|remounting|Filesystem has been set) (?:filesystem )?read-only",
                    m -> Filesystem.readOnly(m.group(1))),
            with(
                    "BTRFS ",
                    "BTRFS (?:info|error|critical|warning) \\(.{1,80}?\\): forced readonly",
                    m -> Filesystem.readOnly("BTRFS")),
            with(
                    "XFS ",
                    "XFS \\(.{1,60}?\\): (?:Corruption of in-memory data|Filesystem has been shut down|.{0,80}?[Ss]hutting down filesystem)",
                    m -> Filesystem.readOnly("XFS")),
            fixed("Aborting journal on device ", EventKind.FILESYSTEM_READ_ONLY, NONE, "Aborting journal"),
            with(
                    "unregister_netdevice: ",
                    "unregister_netdevice: waiting for \\S+ to become free",
                    m -> Opening.of(
                            EventKind.NETDEVICE_STUCK, NONE, "unregister_netdevice: waiting for DEV to become free")),
            with(
                    "VFS: ",
                    "VFS: (Busy inodes after unmount|Close: file count is 0)",
                    m -> Opening.of(EventKind.BUG, NONE, "VFS: " + m.group(1))),
            fixed("Insufficient stack space to handle exception", EventKind.OOPS, STACK, "kernel stack overflow"));

    private Openings() {}

    /** What report the line begins; null when it begins none. */
    static @Nullable Opening at(String text) {
        String message = bare(text);
        for (Template template : TEMPLATES) {
            if (message.startsWith(template.prefix())) {
                Matcher found = template.pattern().matcher(message);
                if (found.lookingAt()) {
                    return template.reading().apply(found);
                }
            }
        }
        return outOfMemory(text);
    }

    /** The message without its subsystem, and without the brackets that lockdep drew until Linux 4.14. */
    private static String bare(String text) {
        if (text.startsWith("[ ") && text.endsWith(" ]")) {
            return text.substring(2, text.length() - 2);
        }
        for (String subsystem : SUBSYSTEMS) {
            if (text.startsWith(subsystem)) {
                String rest = text.substring(subsystem.length());
                return subsystem.equals("Oops: ") && HEX_CODE.matcher(rest).lookingAt() ? text : rest;
            }
        }
        return text;
    }

    private static final Pattern HEX_CODE = Pattern.compile("[0-9a-f]{4,16} \\[#");

    /** {@code comm invoked oom-killer: …}: the one template that begins with a name from outside (15 characters). */
    private static @Nullable Opening outOfMemory(String text) {
        int at = text.indexOf(" invoked oom-killer: ");
        return at > 0 && at <= 15 ? Opening.of(EventKind.OUT_OF_MEMORY, NONE, "Out of memory") : null;
    }

    private static Template fixed(String prefix, EventKind kind, Naming naming, String title) {
        Opening opening = Opening.of(kind, naming, title);
        return new Template(prefix, Pattern.compile(""), found -> opening);
    }

    private static Template with(String prefix, String pattern, Function<Matcher, Opening> reading) {
        return new Template(prefix, Pattern.compile(pattern), reading);
    }

    private static String lock(String words) {
        return words.endsWith("still has locks held") ? "still has locks held" : words;
    }
}
