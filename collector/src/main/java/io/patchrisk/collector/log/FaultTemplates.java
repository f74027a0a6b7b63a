// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Certainty.OWN_WORDS;
import static io.patchrisk.collector.log.Opening.Certainty.REMNANT;
import static io.patchrisk.collector.log.Opening.Naming.ALLOCATION;
import static io.patchrisk.collector.log.Opening.Naming.LOCK_SITE;
import static io.patchrisk.collector.log.Opening.Naming.POINTER;
import static io.patchrisk.collector.log.Opening.Naming.STACK;
import static io.patchrisk.collector.log.Opening.Naming.STALL;
import static io.patchrisk.collector.log.Opening.Naming.TITLE;
import static io.patchrisk.collector.log.Opening.Naming.TITLE_WITH_STACK;
import static io.patchrisk.collector.log.Template.fixed;
import static io.patchrisk.collector.log.Template.with;
import static io.patchrisk.model.fact.EventKind.BAD_PAGE;
import static io.patchrisk.model.fact.EventKind.BUG;
import static io.patchrisk.model.fact.EventKind.LIST_CORRUPTION;
import static io.patchrisk.model.fact.EventKind.OOPS;
import static io.patchrisk.model.fact.EventKind.SANITIZER;
import static io.patchrisk.model.fact.EventKind.USERCOPY;
import static io.patchrisk.model.fact.EventKind.WARNING;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** First lines of reports about code that did something it must not do: faults, assertions, corruption, sanitizers. */
final class FaultTemplates {

    private static final String NULL = "BUG: unable to handle kernel NULL pointer dereference";
    private static final String PAGING = "BUG: unable to handle kernel paging request";
    private static final String LIST = "BUG: corrupted list";

    private static final String FUNCTION = "([A-Za-z_.$][\\w.$]*+)";

    /** Program checks that s390 prints by name. */
    private static final List<String> S390_TRAPS = List.of(
            "illegal operation: ",
            "privileged operation: ",
            "protection exception: ",
            "addressing exception: ",
            "specification exception: ",
            "data exception: ",
            "fixpoint divide exception: ",
            "operand exception: ",
            "special operation exception: ");

    /** What the processor noticed. */
    private static final List<Template> TRAPS = List.of(
            fixed("BUG: kernel NULL pointer dereference", OOPS, POINTER, NULL),
            fixed("BUG: Kernel NULL pointer dereference", OOPS, POINTER, NULL),
            fixed("Kernel NULL pointer dereference", OOPS, POINTER, NULL),
            fixed("BUG: unable to handle kernel NULL pointer", OOPS, POINTER, NULL),
            fixed("BUG: unable to handle kernel paging request", OOPS, POINTER, PAGING),
            fixed("BUG: unable to handle page fault for address", OOPS, POINTER, PAGING),
            fixed("BUG: Unable to handle kernel data access", OOPS, POINTER, PAGING),
            fixed("BUG: Unable to handle kernel instruction fetch", OOPS, POINTER, PAGING),
            fixed("Unable to handle kernel pointer dereference", OOPS, POINTER, PAGING),
            fixed(
                    "Unable to handle kernel access to user memory",
                    OOPS,
                    POINTER,
                    "BUG: unable to handle kernel access to user memory"),
            with(
                    "Unable to handle kernel ",
                    "Unable to handle kernel ([a-zA-Z ]{1,60}?)(?: (?:at|in|for) (?:virtual |user |kernel )?(?:address|mode|data at).*+|$)",
                    m -> Opening.of(OOPS, POINTER, "BUG: unable to handle kernel " + m.group(1))),
            with(
                    "general protection fault",
                    "general protection fault(?!.*\\berror:\\w+ in )(?! ip:)",
                    m -> Opening.of(OOPS, POINTER, "general protection fault")),
            fixed("segment-related general protection fault", OOPS, POINTER, "general protection fault"),
            fixed("divide error:", OOPS, POINTER, "divide error"),
            fixed("divide_error:", OOPS, POINTER, "divide error"),
            fixed("invalid opcode:", OOPS, POINTER, "invalid opcode"),
            fixed("stack segment: ", OOPS, POINTER, "stack segment fault"),
            fixed("int3:", OOPS, POINTER, "int3"),
            fixed("CFI failure at ", OOPS, POINTER, "CFI failure"),
            fixed("Unhandled 64-bit ", OOPS, POINTER, "Unhandled exception"),
            fixed("Unhandled prefetch abort: ", OOPS, POINTER, "Unhandled fault"),
            fixed("Kernel access of bad area", OOPS, POINTER, PAGING),
            fixed("Exception in kernel mode", OOPS, POINTER, "Oops"),
            fixed("BUG: Unable to handle kernel ", OOPS, POINTER, PAGING),
            with(
                    S390_TRAPS,
                    "([a-z ]+): [0-9a-f]{4} (?:ilc:\\d )?\\[#\\d+\\]",
                    m -> Opening.of(OOPS, POINTER, m.group(1))),
            fixed("PANIC: double fault", OOPS, POINTER, "PANIC: double fault"),
            fixed("traps: PANIC: double fault", OOPS, POINTER, "PANIC: double fault"),
            fixed("double fault:", OOPS, POINTER, "PANIC: double fault"),
            fixed("Internal error: ", OOPS, POINTER, "Internal error"),
            fixed("Unhandled fault: ", OOPS, POINTER, "Unhandled fault"),
            fixed("Alignment trap: not handling", OOPS, POINTER, "Alignment trap"),
            fixed("Unable to handle kernel", OOPS, POINTER, PAGING),
            fixed("Insufficient stack space to handle exception", OOPS, STALL, "kernel stack overflow"),
            fixed("Kernel stack overflow", OOPS, STALL, "kernel stack overflow"),
            with(
                    "BUG: ",
                    "BUG: (?:TASK |IRQ |\\w{1,12} )?stack guard page was hit",
                    m -> Opening.of(OOPS, STALL, "BUG: stack guard page was hit")),
            with("Oops: ", "Oops: [0-9a-f]{4,16} \\[#\\d+\\]", m -> Opening.of(OOPS, POINTER, "Oops")),
            with("Oops - ", "Oops - [a-z ]{1,60}", m -> Opening.of(OOPS, POINTER, "Oops")),
            with("Oops [#", "Oops \\[#\\d+\\]", m -> Opening.of(OOPS, POINTER, "Oops")),
            with(
                    "Unexpected ",
                    "Unexpected kernel [A-Z]+ exception",
                    m -> Opening.of(OOPS, POINTER, "Unexpected kernel exception")));

    /** What a check in the code noticed. */
    private static final List<Template> CHECKS = List.of(
            with("kernel BUG at ", "kernel BUG at (\\S+?):\\d+", m -> SourceFile.bug(m.group(1))),
            with("Kernel BUG at ", "Kernel BUG at (\\S+?)[: ]", m -> SourceFile.bug(m.group(1))),
            with("kernel BUG at ", "kernel BUG at ", m -> SourceFile.bug("")),
            with(
                    "rust_kernel: panicked at ",
                    "rust_kernel: panicked at \\S",
                    m -> Opening.of(BUG, POINTER, Title.NEXT_LINE)),
            fixed("list_add corruption", LIST_CORRUPTION, POINTER, LIST),
            fixed("list_del corruption", LIST_CORRUPTION, POINTER, LIST),
            with(
                    "Kernel memory ",
                    "Kernel memory (?:exposure|overwrite) attempt detected",
                    m -> Opening.of(USERCOPY, POINTER, "BUG: bad usercopy").sparing(Functions.USERCOPY)),
            with(
                    "WARNING: ",
                    "WARNING: CPU: \\d+ PID: \\d+ at (\\S+?):\\d+(?: " + FUNCTION
                            + "(?:\\+0x\\S+)?(?: \\[([\\w-]++)\\])?)?",
                    SourceFile::warning),
            with(
                    "WARNING: ",
                    "WARNING: (\\S+?\\.(?:[chS]|rs)):\\d+ at (?:0x0|" + FUNCTION
                            + "(?:\\+0x\\S+)?(?: \\[([\\w-]++)\\])?)",
                    SourceFile::warning),
            with(
                    "WARNING: at ",
                    "WARNING: at (\\S+?):\\d+(?: " + FUNCTION + "(?:\\+0x\\S*)?(?: \\[([\\w-]++)\\])?)?",
                    SourceFile::warning),
            with(
                    "WARNING: kernel stack ",
                    "WARNING: kernel stack (?:(frame pointer) at|regs at)(?: .{0,80}? in ([^:]{1,32}):\\d+ has bad( '\\w+')?)?",
                    FaultTemplates::unwinder),
            with(
                    List.of("WARNING: CPU: ", "WARNING: at "),
                    "WARNING: (?:CPU: \\d|at )",
                    m -> Opening.of(WARNING, POINTER, "WARNING")),
            with("Kernel panic - ", "Kernel panic - (?:not syncing)?:? ?(.{0,200}+)", m -> Panic.opening(m.group(1))));

    /** What was found damaged. */
    private static final List<Template> DAMAGE = List.of(
            with(
                    "BUG: Bad ",
                    "BUG: Bad (page state|page cache)",
                    m -> Opening.of(BAD_PAGE, ALLOCATION, "BUG: Bad " + m.group(1))
                            .sparing(Functions.PAGE)),
            with(
                    "BUG: Bad ",
                    "BUG: Bad (page map|rss-counter state)",
                    m -> Opening.of(
                            BAD_PAGE, m.group(1).endsWith("map") ? TITLE_WITH_STACK : TITLE, "BUG: Bad " + m.group(1))),
            with(
                    "BUG: non-zero ",
                    "BUG: non-zero (\\w+)",
                    m -> Opening.of(BAD_PAGE, TITLE, "BUG: non-zero " + m.group(1) + " on freeing mm")),
            with(
                    "BUG: KASAN: ",
                    "BUG: KASAN: (double-free or invalid-free|[\\w-]++)(?: in " + FUNCTION + ")?",
                    Sanitizer::kasan),
            with("BUG: KFENCE: ", "BUG: KFENCE: ([a-zA-Z -]{1,40}?) in " + FUNCTION, Sanitizer::kfence),
            with(
                    "BUG: KFENCE: ",
                    "BUG: KFENCE: (invalid free|memory corruption|[a-zA-Z -]{1,40}) ?()",
                    Sanitizer::kfence),
            with("BUG: KMSAN: ", "BUG: KMSAN: ([\\w-]++)(?: in " + FUNCTION + ")?", Sanitizer::kmsan),
            with("BUG: KCSAN: ", "BUG: KCSAN: (.{1,200})", Sanitizer::kcsan),
            with("UBSAN: ", "UBSAN: ([A-Za-z -]{1,60}?)(?: in \\S+.*)?$", Sanitizer::ubsan),
            with("BUG: memory leak", "BUG: memory leak", m -> leak()),
            with("unreferenced object", "unreferenced object(?: 0x[0-9a-f]+ \\(|$)", m -> leak()),
            with(
                    "BUG: ",
                    "BUG: (spinlock|rwlock) ([a-z -]{1,40}?) on CPU",
                    m -> Opening.of(BUG, STACK, "BUG: " + m.group(1) + " " + m.group(2))
                            .sparing(Functions.SPIN)),
            with(
                    "BUG ",
                    "BUG [\\w:.-]+ \\([^)]{1,60}\\): ([A-Za-z ]{1,40})",
                    m -> Opening.of(BUG, TITLE_WITH_STACK, "BUG: " + m.group(1).strip())),
            with(
                    "INFO: ",
                    "INFO: (Allocated in|Freed in|Slab 0x|Object 0x)(.{0,120})",
                    m -> Opening.of(BUG, TITLE, TitleText.of("INFO: " + m.group(1) + m.group(2)))
                            .but(REMNANT)),
            with(
                    "BUG: Dentry ",
                    "BUG: Dentry .{0,200}?still in use \\(-?\\d+\\) \\[(unmount) of ([\\w. -]++)\\]",
                    m -> Opening.of(WARNING, TITLE_WITH_STACK, "BUG: Dentry still in use in unmount")),
            with(
                    "BUG: workqueue leaked ",
                    "BUG: workqueue leaked ",
                    m -> Opening.of(BUG, LOCK_SITE, "BUG: workqueue leaked lock or atomic")),
            with(
                    "VFS: ",
                    "VFS: (?:Busy inodes after unmount|(Close: file count is 0))",
                    m -> Opening.of(
                            BUG,
                            TITLE,
                            "VFS: " + (m.group(1) == null ? "Busy inodes after unmount" : m.group(1))
                                    + " (use-after-free)")));

    static final List<Template> ALL =
            Stream.of(TRAPS, CHECKS, DAMAGE).flatMap(List::stream).toList();

    /** Any other BUG that a part of the kernel prints in its own words; tried last. */
    static final Template OTHER_BUG = with(
            "BUG:",
            "BUG: ?(.{0,200}+)",
            m -> Opening.of(BUG, TITLE, TitleText.of("BUG: " + m.group(1))).but(OWN_WORDS));

    /** Any other WARNING: many are advice, so that only a stack makes one a report; tried last. */
    static final Template OTHER_WARNING = with(
            "WARNING: ",
            "WARNING: (\\S.{0,200}+)",
            m -> Opening.of(WARNING, TITLE, TitleText.of("WARNING: " + m.group(1)))
                    .but(Opening.Certainty.WITH_DUMP));

    /** Kmemleak's file names objects; the line "memory leak" is a tool's that read it. */
    private static Opening leak() {
        return Opening.of(SANITIZER, STACK, "memory leak")
                .sparing(Functions.LEAK)
                .but(Opening.Certainty.WITH_STACK);
    }

    /** The unwinder lost its way and prints no stack: whose stack it was is all that tells one such bug from another. */
    private static Opening unwinder(Matcher found) {
        String what = found.group(1) == null ? "regs" : found.group(1);
        String task = found.group(2) == null ? "" : found.group(2).replaceAll("[0-9]+", "");
        String value = found.group(3) == null ? "" : found.group(3);
        return Opening.of(WARNING, TITLE, "WARNING: kernel stack " + what + " has bad" + value + " value")
                .identifiedBy(task);
    }

    private FaultTemplates() {}
}
