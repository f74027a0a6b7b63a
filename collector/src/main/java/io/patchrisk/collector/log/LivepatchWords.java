// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.PatchName;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of kernel/livepatch/{core,transition,patch,state}.c, and those of the module loader that keep a patch
 * out. The loader does not say whether a module is a live patch: its refusals count only for a patch that was expected,
 * and those that name no module ("Loading of unsigned module is rejected") for none.
 */
final class LivepatchWords {

    private static final String PREFIX = "livepatch: ";

    /** Linux 5.12 and newer put it before what the loader says. */
    private static final String LOADER_PREFIX = "module: ";

    private static final Pattern ENABLING = Pattern.compile("enabling patch '([^']+)'");
    private static final Pattern TRANSITION =
            Pattern.compile("'([^']+)': (starting patching transition|starting unpatching transition|patching complete"
                    + "|unpatching complete)");

    private static final Map<String, Step> STEPS = Map.of(
            "starting patching transition",
            Step.PATCHING_STARTED,
            "starting unpatching transition",
            Step.UNPATCHING_STARTED,
            "patching complete",
            Step.PATCHING_COMPLETE,
            "unpatching complete",
            Step.UNPATCHING_COMPLETE);

    private static final String LOADING = "tainting kernel with TAINT_LIVEPATCH";

    /** First letters of what the loader says of a module here: most lines of a log are told by them alone. */
    private static final String LOADER_BEGINS = "tUdnveulm";

    private LivepatchWords() {}

    /** What the line says about a live patch; null when it says nothing about one. */
    static @Nullable LivepatchMessage read(LogLine line) {
        String text = line.text();
        return text.startsWith(PREFIX) ? core(line, text.substring(PREFIX.length())) : loader(line, text);
    }

    private static @Nullable LivepatchMessage core(LogLine line, String words) {
        Matcher enabling = ENABLING.matcher(words);
        if (enabling.lookingAt()) {
            return message(line, enabling.group(1), Step.ENABLING);
        }
        Matcher transition = TRANSITION.matcher(words);
        Step step = transition.lookingAt() ? STEPS.get(transition.group(2)) : null;
        if (step != null) {
            return message(line, transition.group(1), step);
        }
        if (words.startsWith("signaling remaining tasks")) {
            return message(line, null, Step.SIGNALING);
        }
        if (words.startsWith("forcing remaining tasks")) {
            return message(line, null, Step.FORCED);
        }
        return refused(line, RefusalWords.core(words));
    }

    /** {@code module: words}, where a module's name has no blank. */
    private static @Nullable LivepatchMessage loader(LogLine line, String text) {
        int start = text.startsWith(LOADER_PREFIX) ? LOADER_PREFIX.length() : 0;
        int end = text.indexOf(' ', start) - 1;
        if (end <= start || text.charAt(end) != ':' || end - start > PatchName.MAX_LENGTH) {
            return null;
        }
        if (end + 2 == text.length() || LOADER_BEGINS.indexOf(text.charAt(end + 2)) < 0) {
            return null;
        }
        String module = text.substring(start, end);
        return text.startsWith(LOADING, end + 2)
                ? message(line, module, Step.LOADING)
                : refused(line, RefusalWords.loader(module, text, end + 2));
    }

    private static @Nullable LivepatchMessage refused(LogLine line, RefusalWords.@Nullable Refused refused) {
        return refused == null
                ? null
                : new LivepatchMessage(
                        line.at(),
                        line.stampMicros(),
                        patch(refused.patch()),
                        refused.step(),
                        refused.why(),
                        line.text());
    }

    private static LivepatchMessage message(LogLine line, @Nullable String name, Step step) {
        return new LivepatchMessage(line.at(), line.stampMicros(), patch(name), step, null, line.text());
    }

    /** A name from outside that no patch can have is no name. */
    private static @Nullable PatchName patch(@Nullable String name) {
        boolean usable = name != null
                && !name.isBlank()
                && name.length() <= PatchName.MAX_LENGTH
                && name.chars().noneMatch(Character::isISOControl);
        return usable && name != null ? new PatchName(name) : null;
    }
}
