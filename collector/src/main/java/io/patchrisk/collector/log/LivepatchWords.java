// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.PatchName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of kernel/livepatch/{core,transition,patch,shadow}.c, and those of the module loader that keep a patch
 * out. The loader does not say whether a module is a live patch: its refusals count only for a patch that was expected.
 */
final class LivepatchWords {

    private static final String PREFIX = "livepatch: ";

    private static final Pattern ENABLING = Pattern.compile("enabling patch '([^']+)'");
    private static final Pattern TRANSITION =
            Pattern.compile("'([^']+)': (starting (un)?patching transition|(un)?patching complete)");

    /** First words of every message that says the kernel did not take a patch or a part of it. */
    private static final List<String> REFUSALS = List.of(
            "failed to ",
            "symbol ",
            "unresolvable ambiguity for symbol ",
            "kallsyms size lookup failed ",
            "pre-patch callback failed ",
            "patch '",
            "module ",
            "Livepatch patch (");

    private static final Pattern NAMED = Pattern.compile(
            "(?:.*\\bpatch '([^']+)'|Livepatch patch \\(([^)]+)\\)|module (\\S+) is not marked).*", Pattern.DOTALL);

    private static final Pattern LOADER = Pattern.compile("(?:module: )?([\\w-]{1,128}): (?:Unknown symbol \\S"
            + "|Unknown rela relocation: \\d|disagrees about version of symbol \\S|version magic ')");

    private LivepatchWords() {}

    /** What the line says about a live patch; null when it says nothing about one. */
    static @Nullable LivepatchMessage read(LogLine line) {
        String text = line.text();
        if (!text.startsWith(PREFIX)) {
            return refused(line, text);
        }
        String words = text.substring(PREFIX.length());
        Matcher enabling = ENABLING.matcher(words);
        if (enabling.lookingAt()) {
            return message(line, enabling.group(1), Step.ENABLING);
        }
        Matcher transition = TRANSITION.matcher(words);
        if (transition.lookingAt()) {
            return message(line, transition.group(1), transition(transition));
        }
        if (words.startsWith("signaling remaining tasks")) {
            return message(line, null, Step.SIGNALING);
        }
        if (words.startsWith("forcing remaining tasks")) {
            return message(line, null, Step.FORCED);
        }
        return REFUSALS.stream().anyMatch(words::startsWith) ? message(line, named(words), Step.REFUSED) : null;
    }

    /** What the module loader says; few lines go on after their first colon as it does. */
    private static @Nullable LivepatchMessage refused(LogLine line, String text) {
        int colon = text.indexOf(": ", text.startsWith("module: ") ? "module: ".length() : 0);
        if (colon <= 0 || colon + 2 >= text.length() || "Udv".indexOf(text.charAt(colon + 2)) < 0) {
            return null;
        }
        Matcher loader = LOADER.matcher(text);
        return loader.lookingAt() ? message(line, loader.group(1), Step.REFUSED) : null;
    }

    private static Step transition(Matcher found) {
        boolean starting = found.group(2).startsWith("starting");
        boolean back = found.group(3) != null || found.group(4) != null;
        if (starting) {
            return back ? Step.UNPATCHING_STARTED : Step.PATCHING_STARTED;
        }
        return back ? Step.UNPATCHING_COMPLETE : Step.PATCHING_COMPLETE;
    }

    private static @Nullable String named(String words) {
        Matcher named = NAMED.matcher(words);
        if (!named.matches()) {
            return null;
        }
        for (int group = 1; group <= named.groupCount(); group++) {
            if (named.group(group) != null) {
                return named.group(group);
            }
        }
        return null;
    }

    private static LivepatchMessage message(LogLine line, @Nullable String name, Step step) {
        return new LivepatchMessage(line.at(), patch(name), step, line.text());
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
