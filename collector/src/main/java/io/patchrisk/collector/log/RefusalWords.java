// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.Refusal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways in which a kernel says that it does not take a live patch, with the reason that each gives. */
final class RefusalWords {

    /** A refusal: which patch, where it names one; whether the patch or only a module for its sake; and why. */
    record Refused(@Nullable String patch, Step step, Refusal why) {}

    private record Form(Pattern pattern, Step step, Refusal why) {

        /** @param words a pattern whose first group, if it has one, is the patch */
        static Form of(String words, Refusal why) {
            return new Form(Pattern.compile(words), Step.REFUSED, why);
        }

        static Form ofModule(String words) {
            return new Form(Pattern.compile(words), Step.MODULE_REFUSED, Refusal.OBJECT);
        }
    }

    /** What follows "livepatch: ". Where a message may stand for a patch and for a module, the next one tells. */
    private static final List<Form> CORE = List.of(
            Form.of("symbol position \\d+ for symbol ", Refusal.SYMBOL_NOT_FOUND),
            Form.of("symbol \\S+ is not marked as a livepatch symbol", Refusal.BAD_SYMBOL),
            Form.of("(?:symbol|section) \\S+ has an incorrectly formatted name", Refusal.BAD_SYMBOL),
            Form.of("symbol '[^']*' not found", Refusal.SYMBOL_NOT_FOUND),
            Form.of("unresolvable ambiguity for symbol ", Refusal.SYMBOL_AMBIGUOUS),
            Form.of("kallsyms size lookup failed ", Refusal.SYMBOL_NOT_FOUND),
            Form.of("failed to find location for function ", Refusal.TRACER),
            Form.of("failed to set ftrace filter ", Refusal.TRACER),
            Form.of("failed to register ftrace handler ", Refusal.TRACER),
            Form.of("pre-patch callback failed ", Refusal.CALLBACK),
            Form.ofModule("failed to (?:initialize|apply) patch '([^']+)' (?:for|to) module "),
            Form.ofModule("patch '([^']+)' failed for module "),
            Form.of("failed to patch object ", Refusal.OBJECT),
            Form.of("failed to enable patch '([^']+)'", Refusal.ENABLING_FAILED),
            Form.of("module (\\S+) is not marked as a livepatch module", Refusal.NOT_A_LIVE_PATCH),
            Form.of("Livepatch patch \\(([^)]+)\\) is not compatible ", Refusal.INCOMPATIBLE),
            Form.of("failed to (?!disable|unregister)(?:.{0,200}\\bpatch '([^']+)')?", Refusal.OTHER));

    /** What follows the name of the module; each line of a log is asked for them. */
    private static final Map<String, Refusal> LOADER = Map.of(
            "Unknown symbol ",
            Refusal.UNKNOWN_SYMBOL,
            "disagrees about version of symbol ",
            Refusal.WRONG_KERNEL,
            "no symbol version for ",
            Refusal.WRONG_KERNEL,
            "version magic '",
            Refusal.WRONG_KERNEL,
            "exports duplicate symbol ",
            Refusal.SYMBOL_AMBIGUOUS,
            "Unknown rela relocation: ",
            Refusal.RELOCATION,
            "unknown relocation: ",
            Refusal.RELOCATION,
            "loading of ",
            Refusal.SIGNATURE,
            "module is marked as livepatch module, but livepatch support is disabled",
            Refusal.NOT_A_LIVE_PATCH);

    private RefusalWords() {}

    /** The refusal that the live-patch core's words tell; null when they tell none. */
    static @Nullable Refused core(String words) {
        for (Form form : CORE) {
            Matcher found = form.pattern().matcher(words);
            if (found.lookingAt()) {
                return new Refused(found.groupCount() == 0 ? null : found.group(1), form.step(), form.why());
            }
        }
        return null;
    }

    /** The refusal that the loader's words about a module tell, which begin at {@code from}; null when they tell none. */
    static @Nullable Refused loader(String module, String text, int from) {
        for (Map.Entry<String, Refusal> form : LOADER.entrySet()) {
            boolean signed = form.getValue() == Refusal.SIGNATURE;
            if (text.startsWith(form.getKey(), from) && (!signed || text.endsWith(" is rejected"))) {
                return new Refused(module, Step.REFUSED, form.getValue());
            }
        }
        return null;
    }
}
