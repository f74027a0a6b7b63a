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
        functions = List.copyOf(functions);
    }

    /** Whether a stack holds this patch: a frame in one of its modules, or one of the functions it replaces. */
    public boolean appearsIn(KernelEvent event) {
        return event.frames().stream().anyMatch(this::owns);
    }

    private boolean owns(Frame frame) {
        String module = frame.module();
        boolean inModule =
                module != null && modules.stream().anyMatch(name -> name.value().equals(module));
        return inModule || functions.contains(frame.function());
    }
}
