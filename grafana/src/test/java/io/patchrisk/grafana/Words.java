// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.List;
import java.util.Map;

/** What numbers mean in words, with the colour that always goes with the word. */
enum Words {
    /** The codes that {@link PromQl#decision} gives; the strictest is the greatest. */
    DECISION(
            mapping(1, "proceed", Colour.GOOD),
            mapping(2, "hold", Colour.CARE),
            mapping(3, "unknown", Colour.UNKNOWN),
            mapping(4, "stop", Colour.BAD)),
    ALERT(mapping(1, "pending", Colour.CARE), mapping(2, "firing", Colour.BAD)),
    SOURCE(mapping(0, "down", Colour.BAD), mapping(1, "up", Colour.GOOD)),
    MOVED(mapping(0, "moved", Colour.NEUTRAL), mapping(1, "worsened", Colour.BAD)),
    CHAIN(mapping(1, "works", Colour.GOOD)),
    YES_IS_GOOD(mapping(0, "no", Colour.BAD), mapping(1, "yes", Colour.GOOD)),
    YES_IS_CARE(mapping(0, "no", Colour.GOOD), mapping(1, "yes", Colour.CARE)),
    YES_NO(mapping(0, "no", Colour.NEUTRAL), mapping(1, "yes", Colour.CONTROL));

    private final List<Object> mappings;

    Words(Object... mappings) {
        this.mappings = List.of(mappings);
    }

    List<Object> mappings() {
        return mappings;
    }

    private static Map<String, Object> mapping(int value, String word, Colour colour) {
        return Json.object(
                "type",
                "value",
                "options",
                Json.object("" + value, Json.object("text", word, "color", colour.hex(), "index", value)));
    }
}
