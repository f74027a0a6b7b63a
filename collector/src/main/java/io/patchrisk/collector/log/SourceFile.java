// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.STACK;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.regex.Matcher;

/** The kernel source file that a BUG or a WARNING names: some files stand for a kind of bug of their own. */
final class SourceFile {

    private SourceFile() {}

    static Opening bug(String file) {
        if (file.endsWith("lib/list_debug.c")) {
            return Opening.of(EventKind.LIST_CORRUPTION, STACK, "BUG: corrupted list");
        }
        if (file.endsWith("mm/usercopy.c")) {
            return Opening.of(EventKind.USERCOPY, STACK, "BUG: bad usercopy");
        }
        return Opening.of(EventKind.BUG, STACK, "kernel BUG");
    }

    /** Groups: file, function, module. */
    static Opening warning(Matcher found) {
        String file = found.group(1);
        String function = found.group(2);
        Frame named = function == null ? null : new Frame(StackLine.plain(function), found.group(3));
        return new Opening(kind(file), STACK, title(file), named);
    }

    private static EventKind kind(String file) {
        if (file.endsWith("lib/refcount.c") || file.endsWith("linux/refcount.h")) {
            return EventKind.REFCOUNT;
        }
        if (file.endsWith("lib/list_debug.c")) {
            return EventKind.LIST_CORRUPTION;
        }
        if (file.endsWith("mm/usercopy.c")) {
            return EventKind.USERCOPY;
        }
        return file.endsWith("locking/lockdep.c") ? EventKind.LOCKDEP : EventKind.WARNING;
    }

    private static String title(String file) {
        return switch (kind(file)) {
            case REFCOUNT -> "WARNING: refcount bug";
            case LIST_CORRUPTION -> "BUG: corrupted list";
            case USERCOPY -> "WARNING: bad usercopy";
            case LOCKDEP -> "WARNING: locking bug";
            default -> other(file);
        };
    }

    private static String other(String file) {
        if (file.endsWith("lib/debugobjects.c")) {
            return "WARNING: ODEBUG bug";
        }
        if (file.endsWith("lib/kobject.c")) {
            return "WARNING: kobject bug";
        }
        if (file.endsWith("fs/proc/generic.c")) {
            return "WARNING: proc registration bug";
        }
        if (file.endsWith("mm/slab_common.c") || file.endsWith("mm/util.c")) {
            return "WARNING: kmalloc bug";
        }
        return file.endsWith("mm/vmalloc.c") ? "WARNING: zero-size vmalloc" : "WARNING";
    }
}
