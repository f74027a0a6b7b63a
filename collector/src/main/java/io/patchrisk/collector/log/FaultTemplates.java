// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.NONE;
import static io.patchrisk.collector.log.Opening.Naming.STACK;
import static io.patchrisk.collector.log.Opening.Naming.STALL;
import static io.patchrisk.collector.log.Template.fixed;
import static io.patchrisk.collector.log.Template.with;
import static io.patchrisk.model.fact.EventKind.BAD_PAGE;
import static io.patchrisk.model.fact.EventKind.BUG;
import static io.patchrisk.model.fact.EventKind.LIST_CORRUPTION;
import static io.patchrisk.model.fact.EventKind.OOPS;
import static io.patchrisk.model.fact.EventKind.SANITIZER;
import static io.patchrisk.model.fact.EventKind.USERCOPY;

import java.util.List;

/** First lines of reports about code that did something it must not do: faults, assertions, corruption, sanitizers. */
final class FaultTemplates {

    private static final String NULL = "BUG: unable to handle kernel NULL pointer dereference";
    private static final String PAGING = "BUG: unable to handle kernel paging request";
    private static final String LIST = "BUG: corrupted list";

    static final List<Template> ALL = List.of(
            fixed("BUG: kernel NULL pointer dereference", OOPS, STACK, NULL),
            fixed("BUG: Kernel NULL pointer dereference", OOPS, STACK, NULL),
            fixed("BUG: unable to handle kernel NULL pointer", OOPS, STACK, NULL),
            fixed("BUG: unable to handle kernel paging request", OOPS, STACK, PAGING),
            fixed("BUG: unable to handle page fault for address", OOPS, STACK, PAGING),
            fixed("BUG: Unable to handle kernel data access", OOPS, STACK, PAGING),
            with(
                    "Unable to handle kernel ",
                    "Unable to handle kernel ([a-zA-Z ]{1,60}?)(?: (?:at|in) (?:virtual |user )?(?:address|mode).*+|$)",
                    m -> Opening.of(OOPS, STACK, "BUG: unable to handle kernel " + m.group(1))),
            with(
                    "general protection fault",
                    "general protection fault(?!.*\\berror:\\w+ in )",
                    m -> Opening.of(OOPS, STACK, "general protection fault")),
            fixed("segment-related general protection fault", OOPS, STACK, "general protection fault"),
            fixed("divide error:", OOPS, STACK, "divide error"),
            fixed("divide_error:", OOPS, STACK, "divide error"),
            fixed("invalid opcode:", OOPS, STACK, "invalid opcode"),
            fixed("stack segment: ", OOPS, STACK, "stack segment fault"),
            fixed("int3:", OOPS, STACK, "int3"),
            fixed("PANIC: double fault", OOPS, STACK, "PANIC: double fault"),
            fixed("double fault:", OOPS, STACK, "PANIC: double fault"),
            fixed("Internal error: ", OOPS, STACK, "Internal error"),
            fixed("Unhandled fault: ", OOPS, STACK, "Unhandled fault"),
            fixed("Alignment trap: ", OOPS, STACK, "Alignment trap"),
            fixed("Insufficient stack space to handle exception", OOPS, STACK, "kernel stack overflow"),
            with(
                    "BUG: ",
                    "BUG: (?:TASK |IRQ )?stack guard page was hit",
                    m -> Opening.of(OOPS, STALL, "BUG: stack guard page was hit")),
            with("Oops: ", "Oops: [0-9a-f]{4,16} \\[#\\d+\\]", m -> Opening.of(OOPS, STACK, "Oops")),
            with("kernel BUG at ", "kernel BUG at (\\S+?):\\d+!", m -> SourceFile.bug(m.group(1))),
            with("Kernel BUG at ", "Kernel BUG at (\\S+?)[: ]", m -> SourceFile.bug(m.group(1))),
            fixed("list_add corruption", LIST_CORRUPTION, STACK, LIST),
            fixed("list_del corruption", LIST_CORRUPTION, STACK, LIST),
            with(
                    "Kernel memory ",
                    "Kernel memory (?:exposure|overwrite) attempt detected",
                    m -> Opening.of(USERCOPY, STACK, "BUG: bad usercopy")),
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
                    "Kernel panic - not syncing",
                    "Kernel panic - not syncing:? ?(.{0,200}+)",
                    m -> Panic.opening(m.group(1))),
            with(
                    "BUG: Bad ",
                    "BUG: Bad (page state|page map|page cache|rss-counter state)",
                    m -> Opening.of(BAD_PAGE, STACK, "BUG: Bad " + m.group(1))),
            fixed("BUG: non-zero pgtables_bytes", BAD_PAGE, NONE, "BUG: non-zero pgtables_bytes on freeing mm"),
            with("BUG: KASAN: ", "BUG: KASAN: (?:double-free or )?([\\w-]++)(?: in ([\\w$.]++))?", Sanitizer::kasan),
            with("BUG: KFENCE: ", "BUG: KFENCE: ([a-zA-Z -]{1,40}?) in ([\\w$.]++)", Sanitizer::kfence),
            with("BUG: KMSAN: ", "BUG: KMSAN: ([\\w-]++) in ([\\w$.]++)", Sanitizer::kmsan),
            with("BUG: KCSAN: ", "BUG: KCSAN: (.{1,120})", Sanitizer::kcsan),
            with("UBSAN: ", "UBSAN: ([A-Za-z -]{1,60}?)(?: in \\S+)?$", Sanitizer::ubsan),
            fixed("BUG: memory leak", SANITIZER, STACK, "memory leak"),
            with(
                    "BUG: ",
                    "BUG: (spinlock|rwlock) ([a-z ]{1,40}?) on CPU",
                    m -> Opening.of(BUG, STACK, "BUG: " + m.group(1) + " " + m.group(2))),
            with(
                    "BUG ",
                    "BUG [\\w:.-]+ \\([^)]{1,60}\\): ([A-Za-z ]{1,40})",
                    m -> Opening.of(BUG, STACK, "BUG: " + m.group(1))),
            with(
                    "VFS: ",
                    "VFS: (Busy inodes after unmount|Close: file count is 0)",
                    m -> Opening.of(BUG, NONE, "VFS: " + m.group(1))));

    /** Any other BUG that a part of the kernel prints in its own words; tried last. */
    static final Template OTHER_BUG =
            with("BUG: ", "BUG: (\\S.{0,200}+)", m -> Opening.of(BUG, NONE, "BUG: " + TitleText.of(m.group(1))));

    private FaultTemplates() {}
}
