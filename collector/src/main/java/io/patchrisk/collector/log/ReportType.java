// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.List;

/** Syzbot's word for the class of a report, which follows from its title alone; empty where syzbot has none. */
public final class ReportType {

    private static final String BAD_POINTER = "MEMORY_SAFETY_BUG";
    private static final String LOCKDEP = "LOCKDEP";
    private static final String HANG = "HANG";
    private static final String DENIAL = "DoS";
    private static final String NONE = "";

    /** {@code access} may stand anywhere behind {@code beginning}. */
    private record Rule(String beginning, String access, String type) {

        static Rule of(String beginning, String type) {
            return new Rule(beginning, "", type);
        }

        boolean holds(String title) {
            return title.startsWith(beginning) && title.indexOf(access, beginning.length()) >= 0;
        }
    }

    /** The first that holds decides. */
    private static final List<Rule> RULES = List.of(
            Rule.of("KFENCE: use-after-free write", "KFENCE-USE-AFTER-FREE-WRITE"),
            Rule.of("KFENCE: use-after-free read", "KFENCE-USE-AFTER-FREE-READ"),
            Rule.of("KFENCE: memory corruption", "KFENCE-MEMORY-CORRUPTION"),
            Rule.of("KFENCE: invalid free", "KFENCE-INVALID-FREE"),
            new Rule("KFENCE: ", " write in ", "KFENCE-WRITE"),
            new Rule("KFENCE: ", " read in ", "KFENCE-READ"),
            Rule.of("KMSAN: uninit-value", "KMSAN-UNINIT-VALUE"),
            Rule.of("KMSAN: use-after-free", "KMSAN-USE-AFTER-FREE-READ"),
            new Rule("KMSAN: kernel-", "infoleak", "KMSAN-INFO-LEAK"),
            Rule.of("KASAN: null-ptr-deref Write", "KASAN-NULL-POINTER-DEREFERENCE-WRITE"),
            Rule.of("KASAN: null-ptr-deref", "KASAN-NULL-POINTER-DEREFERENCE-READ"),
            Rule.of("BUG: unable to handle kernel NULL pointer dereference in", "NULL-POINTER-DEREFERENCE"),
            Rule.of("KASAN: invalid-free", "KASAN-INVALID-FREE"),
            Rule.of("KASAN: double-free", "KASAN-INVALID-FREE"),
            Rule.of("KASAN: use-after-free Write", "KASAN-USE-AFTER-FREE-WRITE"),
            Rule.of("KASAN: slab-use-after-free Write", "KASAN-USE-AFTER-FREE-WRITE"),
            Rule.of("KASAN: use-after-free", "KASAN-USE-AFTER-FREE-READ"),
            Rule.of("KASAN: slab-use-after-free", "KASAN-USE-AFTER-FREE-READ"),
            new Rule("KASAN: ", " Write in ", "KASAN-WRITE"),
            Rule.of("KASAN: ", "KASAN-READ"),
            Rule.of("BUG: corrupted list", BAD_POINTER),
            Rule.of("BUG: unable to handle kernel paging request", BAD_POINTER),
            Rule.of("WARNING: refcount bug", "REFCOUNT_WARNING"),
            Rule.of("UBSAN: array-index", "MEMORY_SAFETY_UBSAN"),
            Rule.of("KCSAN: data-race", "KCSAN-DATARACE"),
            Rule.of("KCSAN: assert", "KCSAN-ASSERT"),
            Rule.of("BUG: bad unlock balance", LOCKDEP),
            Rule.of("BUG: held lock freed", LOCKDEP),
            Rule.of("BUG: rwlock", LOCKDEP),
            Rule.of("BUG: spinlock", LOCKDEP),
            Rule.of("BUG: using ", LOCKDEP),
            Rule.of("BUG: still has locks held", LOCKDEP),
            Rule.of("WARNING: bad unlock balance", LOCKDEP),
            Rule.of("WARNING: held lock freed", LOCKDEP),
            Rule.of("WARNING: lock held", LOCKDEP),
            Rule.of("WARNING: locking bug in", LOCKDEP),
            Rule.of("WARNING: nested lock", LOCKDEP),
            Rule.of("WARNING: still has locks held", LOCKDEP),
            Rule.of("WARNING: suspicious RCU usage in", LOCKDEP),
            Rule.of("inconsistent lock state in", LOCKDEP),
            Rule.of("possible deadlock in", LOCKDEP),
            Rule.of("BUG: scheduling while atomic", "ATOMIC_SLEEP"),
            Rule.of("BUG: sleeping function called from invalid context", "ATOMIC_SLEEP"),
            Rule.of("memory leak in", "LEAK"),
            Rule.of("BUG: bad usercopy", "BUG"),
            Rule.of("kernel BUG", "BUG"),
            Rule.of("BUG: soft lockup", HANG),
            Rule.of("BUG: hard lockup", HANG),
            Rule.of("INFO: rcu detected stall", HANG),
            Rule.of("INFO: task hung", HANG),
            Rule.of("INFO: task can't die", HANG),
            Rule.of("WARNING: kernel stack", NONE),
            Rule.of("BUG: Object already free", DENIAL),
            Rule.of("BUG: ", NONE),
            Rule.of("general protection fault", DENIAL),
            Rule.of("divide error", DENIAL),
            Rule.of("invalid opcode", DENIAL),
            Rule.of("int3", DENIAL),
            Rule.of("PANIC: double fault", DENIAL),
            Rule.of("stack segment fault", DENIAL),
            Rule.of("kernel panic: ", DENIAL),
            Rule.of("kernel stack overflow", DENIAL),
            Rule.of("Internal error", DENIAL),
            Rule.of("Unhandled fault", DENIAL),
            Rule.of("Alignment trap", DENIAL),
            Rule.of("unregister_netdevice: ", DENIAL),
            Rule.of("VFS: ", DENIAL),
            Rule.of("WARNING", "WARNING"),
            Rule.of("KFENCE: ", "KFENCE-UNKNOWN"),
            Rule.of("KMSAN: ", "KMSAN-UNKNOWN"),
            Rule.of("UBSAN: ", "UBSAN"),
            Rule.of("KCSAN: ", "KCSAN-UNKNOWN"));

    private ReportType() {}

    /** The type that a title has. */
    public static String of(String title) {
        for (Rule rule : RULES) {
            if (rule.holds(title)) {
                return rule.type();
            }
        }
        return NONE;
    }
}
