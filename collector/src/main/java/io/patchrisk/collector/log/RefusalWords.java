// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.Refusal;
import java.util.List;
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

    /** What follows the name of the module. */
    private static final List<Form> LOADER = List.of(
            Form.of("Unknown symbol \\S", Refusal.UNKNOWN_SYMBOL),
            Form.of("disagrees about version of symbol \\S", Refusal.WRONG_KERNEL),
            Form.of("no symbol version for \\S", Refusal.WRONG_KERNEL),
            Form.of("version magic '", Refusal.WRONG_KERNEL),
            Form.of("exports duplicate symbol \\S", Refusal.SYMBOL_AMBIGUOUS),
            Form.of("Unknown rela relocation: \\d", Refusal.RELOCATION),
            Form.of("(?:unknown relocation|Unknown ADD relocation): \\d", Refusal.RELOCATION),
            Form.of("loading of \\S.{0,80} is rejected", Refusal.SIGNATURE),
            Form.of(
                    "module is marked as livepatch module, but livepatch support is disabled",
                    Refusal.NOT_A_LIVE_PATCH));

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

    /** The refusal that the loader's words about a module tell; null when they tell none. */
    static @Nullable Refused loader(String module, String text, int from) {
        for (Form form : LOADER) {
            if (form.pattern().matcher(text).region(from, text.length()).lookingAt()) {
                return new Refused(module, form.step(), form.why());
            }
        }
        return null;
    }
}
