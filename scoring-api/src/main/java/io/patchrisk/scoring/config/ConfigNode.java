// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it was written, before anybody knows what it should be. */
sealed interface ConfigNode {

    Origin origin();

    /** The value for people, in one line. */
    String text();

    /** A plain value. */
    record Scalar(String text, Origin origin) implements ConfigNode {}

    /** A key without a value. */
    record Nothing(Origin origin) implements ConfigNode {
        @Override
        public String text() {
            return "";
        }
    }

    /** A list. */
    record Items(List<ConfigNode> items, Origin origin) implements ConfigNode {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.size() == 1 ? "(1 entry)" : "(" + items.size() + " entries)";
        }
    }

    /** Named values, in the order in which they were written. */
    record Fields(Map<String, ConfigNode> fields, Origin origin) implements ConfigNode {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String text() {
            return fields.size() == 1 ? "(1 entry)" : "(" + fields.size() + " entries)";
        }
    }
}
