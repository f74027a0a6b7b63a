// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of functions, by whole name, by beginning, or by a part of it. */
final class FunctionSet {

    private final Set<String> names = new HashSet<>();

    /** No beginning begins with another: the greatest that is not above a name is the only one that can begin it. */
    private final TreeSet<String> beginnings = new TreeSet<>();

    private final List<String> parts = new ArrayList<>();

    /** Adds {@code name}, {@code beginning*} or {@code *part*}. */
    void add(String entry) {
        int stars = (int) entry.chars().filter(c -> c == '*').count();
        if (stars == 0) {
            names.add(entry);
        } else if (stars == 1 && entry.endsWith("*")) {
            begin(entry.substring(0, entry.length() - 1));
        } else if (entry.startsWith("*")) {
            parts.add(entry.substring(1, entry.endsWith("*") ? entry.length() - 1 : entry.length()));
        } else {
            throw new IllegalArgumentException("entry '" + entry + "' has a star inside");
        }
    }

    boolean contains(String name) {
        if (names.contains(name)) {
            return true;
        }
        String beginning = beginnings.floor(name);
        if (beginning != null && name.startsWith(beginning)) {
            return true;
        }
        for (String part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private void begin(String beginning) {
        String shorter = beginnings.floor(beginning);
        if (shorter != null && beginning.startsWith(shorter)) {
            return;
        }
        beginnings.tailSet(beginning, false).removeIf(longer -> longer.startsWith(beginning));
        beginnings.add(beginning);
    }
}
