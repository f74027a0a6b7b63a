// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.NearestName;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list, with named parts.
 *
 * @param key its place, such as {@code hosts.list[3]}
 * @param fields its parts
 */
record Entry(String key, ConfigNode.Fields fields, boolean wellFormed, Problems problems) {

    /** The entry behind a node. Parts that nobody knows are among the problems. */
    static Entry of(String key, ConfigNode node, Set<String> parts, Problems problems) {
        if (!(node instanceof ConfigNode.Fields fields)) {
            problems.add(key, node, "has no named parts", "write " + String.join(", ", parts) + " with their values");
            return new Entry(key, new ConfigNode.Fields(Map.of(), node.origin()), false, problems);
        }
        fields.fields().forEach((part, value) -> {
            if (!parts.contains(part)) {
                String advice = NearestName.advice(part, parts, "the parts are " + String.join(", ", parts));
                problems.add(key + "." + part, value, "is not known", advice);
            }
        });
        return new Entry(key, fields, true, problems);
    }

    <T> @Nullable T required(String part, Form<T> form) {
        if (!fields.fields().containsKey(part) && wellFormed) {
            problems.add(key + "." + part, "", fields.origin().source(), "is missing", "write " + form.expects());
        }
        return optional(part, form);
    }

    <T> @Nullable T optional(String part, Form<T> form) {
        ConfigNode value = fields.fields().get(part);
        return value == null ? null : form.read(key + "." + part, value, problems);
    }
}
