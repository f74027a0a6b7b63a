// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every section and key there is, in the order of the reference. */
final class Catalogue {

    static final List<Section> SECTIONS = List.of(
            ServiceKeys.HTTP,
            ServiceKeys.MANAGEMENT,
            ServiceKeys.STORE,
            SourceKeys.SCRAPE,
            SourceKeys.PROMETHEUS,
            SourceKeys.NETCONSOLE,
            SourceKeys.CRASH,
            SourceKeys.SYSLOG,
            ServiceKeys.HOSTS,
            JudgingKeys.ASSESSMENT,
            JudgingKeys.POLICY,
            ServiceKeys.MODEL,
            ServiceKeys.SIGNALS,
            AlertKeys.ALERTMANAGER);

    private Catalogue() {}

    /** All keys by their dotted names. */
    static Map<String, Key<?>> byPath() {
        Map<String, Key<?>> keys = new TreeMap<>();
        SECTIONS.forEach(section -> section.keys().forEach(key -> keys.put(key.path(), key)));
        return keys;
    }

    /** All keys by their environment variables. */
    static Map<String, Key<?>> byVariable() {
        Map<String, Key<?>> keys = new TreeMap<>();
        SECTIONS.forEach(section -> section.keys().forEach(key -> keys.put(key.variable(), key)));
        return keys;
    }
}
