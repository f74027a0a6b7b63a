// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** SUSE's account of a dump: lines {@code key: value}, which older versions align with blanks before the colon. */
public final class SuseReadme {

    /** It has a dozen lines. */
    static final int LONGEST = 8192;

    private static final int MOST_KEYS = 40;
    private static final int LONGEST_VALUE = 200;

    private SuseReadme() {}

    /** What it says, by key in lower case. */
    public static Map<String, String> read(List<String> lines) {
        Map<String, String> said = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && said.size() < MOST_KEYS) {
                String key = Shown.text(line.substring(0, colon).strip()).toLowerCase(Locale.ROOT);
                String value = Shown.text(line.substring(colon + 1).strip());
                said.putIfAbsent(key, value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            }
        }
        return said;
    }
}
