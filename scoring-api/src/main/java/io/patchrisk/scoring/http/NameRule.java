// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a name from outside may look like. Paths, quotes, spaces and control characters never pass. */
enum NameRule {
    /** Rollouts, waves and patches. */
    NAME("[A-Za-z0-9][A-Za-z0-9._:+@~-]*", 128, "letters, digits and . _ : + @ ~ -, beginning with a letter or digit"),
    /** Hosts: as names, and addresses with ports such as {@code [::1]:9100}. */
    HOST(
            "[A-Za-z0-9_\\[][A-Za-z0-9._:@%\\[\\]-]*",
            HostId.MAX_LENGTH, "letters, digits and . _ : @ % [ ] -, beginning with a letter, digit, _ or [");

    private final Pattern pattern;
    private final int longest;
    private final String allowed;

    NameRule(String pattern, int longest, String allowed) {
        this.pattern = Pattern.compile(pattern);
        this.longest = longest;
        this.allowed = allowed;
    }

    /** What is wrong with a name, or null when nothing is. */
    @Nullable
    String complaint(String name) {
        if (name.length() > longest) {
            return "the name has " + name.length() + " characters; at most " + longest + " are allowed";
        }
        return pattern.matcher(name).matches() ? null : Problem.quote(name) + " is no name; allowed are " + allowed;
    }
}
