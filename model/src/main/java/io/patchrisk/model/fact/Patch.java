// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is applied to hosts.
 *
 * @param id the name people use for it
 * @param kind how it takes effect
 * @param modules names the kernel prints for it (one a kernel build); empty for reboot patches
 * @param functions functions it replaces, as far as known
 */
public record Patch(String id, Kind kind, Set<PatchName> modules, List<String> functions) {

    /** How a patch takes effect. */
    public enum Kind {
        LIVE,
        REBOOT,
        MICROCODE
    }

    public Patch {
        Names.check("patch", id, PatchName.MAX_LENGTH);
        modules = java.util.Collections.unmodifiableSet(new TreeSet<>(modules));
        functions = functions.stream().map(Patch::plain).distinct().toList();
    }

    /** Whether it replaces a function of this name; how sysfs and the compiler number a name makes no difference. */
    public boolean replaces(String function) {
        return functions.contains(plain(function));
    }

    /** {@code acct,1} as sysfs lists it and {@code acct.isra.0} as the compiler calls it are {@code acct}. */
    private static String plain(String function) {
        for (int i = 1; i < function.length(); i++) {
            if (function.charAt(i) == '.' || function.charAt(i) == ',') {
                return function.substring(0, i);
            }
        }
        return function;
    }
}
