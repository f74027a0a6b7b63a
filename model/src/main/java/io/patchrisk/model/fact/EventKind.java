// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/** What a kernel report is. */
public enum EventKind {
    OOPS(true),
    PANIC(true),
    BUG(true),
    LIST_CORRUPTION(true),
    REFCOUNT(true),
    USERCOPY(true),
    WARNING(true),
    SCHEDULING_WHILE_ATOMIC(true),
    SOFT_LOCKUP(true),
    HARD_LOCKUP(true),
    RCU_STALL(true),
    HUNG_TASK(true),
    BAD_PAGE(true),
    SANITIZER(true),
    LOCKDEP(false),
    OUT_OF_MEMORY(false),
    FILESYSTEM_READ_ONLY(false),
    NETDEVICE_STUCK(false),
    /** Machine checks and memory errors: never blamed on a patch. */
    HARDWARE(false);

    private final boolean crashClass;

    EventKind(boolean crashClass) {
        this.crashClass = crashClass;
    }

    /** Whether a report of this kind, attributed to a patch, stops its rollout. */
    public boolean crashClass() {
        return crashClass;
    }
}
