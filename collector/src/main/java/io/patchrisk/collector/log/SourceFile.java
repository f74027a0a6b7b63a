// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.POINTER;
import static io.patchrisk.model.fact.EventKind.BUG;
import static io.patchrisk.model.fact.EventKind.LIST_CORRUPTION;
import static io.patchrisk.model.fact.EventKind.USERCOPY;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.regex.Matcher;

/** The kernel source file that a BUG or a WARNING names: some files stand for a kind of bug of their own. */
final class SourceFile {

    private SourceFile() {}

    static Opening bug(String file) {
        if (file.endsWith("lib/list_debug.c")) {
            return Opening.of(LIST_CORRUPTION, POINTER, "BUG: corrupted list");
        }
        if (file.endsWith("mm/usercopy.c")) {
            return Opening.of(USERCOPY, POINTER, "BUG: bad usercopy").sparing(Functions.USERCOPY);
        }
        return Opening.of(BUG, POINTER, "kernel BUG").sparing(Functions.SKB);
    }

    /** Groups: file, function, module. */
    static Opening warning(Matcher found) {
        String file = found.group(1);
        String function = found.group(2);
        Frame named = function == null ? null : new Frame(Symbol.plain(function), found.group(3));
        return Opening.of(kind(file), POINTER, title(file, function == null ? "" : function))
                .naming(named)
                .sparing(spared(file));
    }

    private static Functions spared(String file) {
        if (file.endsWith("mm/usercopy.c")) {
            return Functions.USERCOPY;
        }
        if (file.endsWith("fs/proc/generic.c")) {
            return Functions.PROC;
        }
        if (file.endsWith("lib/debugobjects.c")) {
            return Functions.ODEBUG;
        }
        if (file.endsWith("usb/core/urb.c")) {
            return Functions.USB;
        }
        return file.endsWith("locking/lockdep.c") ? Functions.LOCK : Functions.WARNING;
    }

    private static EventKind kind(String file) {
        if (file.endsWith("lib/refcount.c") || file.endsWith("linux/refcount.h")) {
            return EventKind.REFCOUNT;
        }
        if (file.endsWith("lib/list_debug.c")) {
            return LIST_CORRUPTION;
        }
        if (file.endsWith("mm/usercopy.c")) {
            return USERCOPY;
        }
        return file.endsWith("locking/lockdep.c") ? EventKind.LOCKDEP : EventKind.WARNING;
    }

    private static String title(String file, String function) {
        return switch (kind(file)) {
            case REFCOUNT -> "WARNING: refcount bug";
            case LIST_CORRUPTION -> "BUG: corrupted list";
            case USERCOPY -> "WARNING: bad usercopy";
            case LOCKDEP -> "WARNING: locking bug";
            default -> other(file, function);
        };
    }

    private static String other(String file, String function) {
        if (file.endsWith("lib/debugobjects.c")) {
            return "WARNING: ODEBUG bug";
        }
        if (file.endsWith("lib/kobject.c")) {
            return "WARNING: kobject bug";
        }
        if (file.endsWith("fs/proc/generic.c")) {
            return "WARNING: proc registration bug";
        }
        boolean allocator = file.endsWith("mm/slab_common.c") || file.endsWith("mm/util.c");
        if (allocator
                && (function.startsWith("kmalloc")
                        || function.startsWith("kvmalloc")
                        || function.startsWith("__kvmalloc"))) {
            return "WARNING: kmalloc bug";
        }
        return file.endsWith("mm/vmalloc.c") ? "WARNING: zero-size vmalloc" : "WARNING";
    }
}
