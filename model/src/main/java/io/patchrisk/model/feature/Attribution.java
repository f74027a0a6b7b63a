// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * On what grounds a kernel report is put down to a patch, or is not. Only the stack ties one to the other: nearness in
 * time alone says nothing, nor that the module is loaded, and what hardware reports is never the patch's.
 *
 * @param ground what ties them
 * @param frame the frame that does; null when nothing does
 */
public record Attribution(Ground ground, @Nullable Frame frame) {

    /** What ties a report to a patch. */
    public enum Ground {
        /** A frame lies in a module of the patch. */
        MODULE,
        /** A frame is a function that the patch replaces, by its own name or by the one SUSE gives the new version. */
        FUNCTION,
        /** Hardware reported it. */
        HARDWARE,
        NONE
    }

    /** What SUSE's tools put before the name of a function's new version. */
    private static final String NEW_VERSION = "klpp_";

    /** Names that vendors' build tools give live-patch modules: kpatch-build, SUSE, Canonical. */
    private static final Pattern LIVE_PATCH = Pattern.compile("(?:kpatch|livepatch|lkp|klp|kgraft)_.*");

    /** Panics by which a kernel says that hardware stopped it; the stack is whatever the CPU was in. */
    private static final Pattern HARDWARE_PANIC = Pattern.compile(
            "kernel panic: (?:Fatal (?:local )?machine check|(?:Unrecoverable )?[Mm]achine [Cc]heck|Processor context corrupt"
                    + "|Timeout: Not all CPUs entered|Fatal hardware error|NMI: |Memory error|Asynchronous SError"
                    + "|Uncorrected hardware|AER: ).*");

    /** The grounds on which an event that happened while the patch was on the host is put down to it. */
    public static Attribution of(Patch patch, KernelEvent event) {
        boolean panicked = event.kind() == EventKind.PANIC;
        if (event.kind() == EventKind.HARDWARE
                || (panicked && HARDWARE_PANIC.matcher(event.title()).matches())) {
            return new Attribution(Ground.HARDWARE, null);
        }
        Attribution found = new Attribution(Ground.NONE, null);
        for (Frame frame : event.frames()) {
            Attribution one = of(patch, frame, event.livePatchModules());
            if (one.ground == Ground.MODULE) {
                return one;
            }
            found = found.tied() ? found : one;
        }
        return found;
    }

    /**
     * What ties one frame of a stack to a patch.
     *
     * @param livePatchModules modules that the report marks as live patches
     */
    public static Attribution of(Patch patch, Frame frame, List<String> livePatchModules) {
        if (inModule(patch, frame)) {
            return new Attribution(Ground.MODULE, frame);
        }
        return replaced(patch, frame, livePatchModules)
                ? new Attribution(Ground.FUNCTION, frame)
                : new Attribution(Ground.NONE, null);
    }

    /**
     * The grounds that are left when the patch was off the host again: what runs by a function's own name is then the
     * kernel's.
     */
    public Attribution withoutThePatch() {
        Frame by = frame;
        boolean kernels =
                ground == Ground.FUNCTION && by != null && !by.function().startsWith(NEW_VERSION);
        return kernels ? new Attribution(Ground.NONE, null) : this;
    }

    private static boolean inModule(Patch patch, Frame frame) {
        String module = frame.module();
        String name = module == null ? "" : module.replace('-', '_');
        return patch.modules().stream().map(PatchName::value).anyMatch(name::equals);
    }

    /** A function of this name in the module of another live patch is that patch's version of it. */
    private static boolean replaced(Patch patch, Frame frame, List<String> livePatchModules) {
        String module = frame.module();
        boolean ofAnother = module != null
                && !patch.modules().isEmpty()
                && (livePatchModules.contains(module)
                        || LIVE_PATCH.matcher(module).matches());
        String name = frame.function();
        return !ofAnother
                && (patch.replaces(name)
                        || (name.startsWith(NEW_VERSION) && patch.replaces(name.substring(NEW_VERSION.length()))));
    }

    /** Whether the report is put down to the patch. */
    public boolean tied() {
        return ground == Ground.MODULE || ground == Ground.FUNCTION;
    }

    /** The grounds in one sentence, without a full stop. */
    public String why() {
        Frame by = frame;
        String name = by == null ? "" : by.module() == null ? by.function() : by.function() + " [" + by.module() + "]";
        return switch (ground) {
            case MODULE -> "a frame of the stack is in the patch: " + name;
            case FUNCTION -> "a frame of the stack is a function that the patch replaces: " + name;
            case HARDWARE -> "hardware reported it, which no patch is blamed for";
            case NONE -> "no frame of the stack is in the patch; nearness in time alone says nothing";
        };
    }
}
