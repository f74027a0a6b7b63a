// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The problems found so far. What may be secret is hidden before it gets in here. */
final class Problems {

    private static final int LONGEST_VALUE = 120;
    private static final Pattern SECRET_KEY =
            Pattern.compile("(passw(or)?d|secret|token|credential|api_?key)(?!_file)", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/]*@");

    private final List<Problem> problems = new ArrayList<>();

    void add(String key, ConfigNode given, String what, String todo) {
        add(key, given.text(), given.origin().source(), what, todo);
    }

    void add(String key, String value, String source, String what, String todo) {
        problems.add(new Problem(printable(key), shown(key, value), source, printable(what), todo));
    }

    int count() {
        return problems.size();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    /** A value as it may be printed. */
    static String shown(String key, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return SECRET_KEY.matcher(key).find()
                ? "(hidden)"
                : printable(USER_IN_URL.matcher(value).replaceAll("//(hidden)@"));
    }

    private static String printable(String text) {
        String cut = text.length() <= LONGEST_VALUE * 4 ? text : text.substring(0, LONGEST_VALUE) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
