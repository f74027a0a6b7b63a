// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The colours of all dashboards: those of Okabe and Ito, which people who do not see red or green tell apart. Each of them
 * always comes with a word.
 */
enum Colour {
    GOOD("#009E73"),
    CARE("#F0E442"),
    BAD("#D55E00"),
    UNKNOWN("#CC79A7"),
    PATCHED("#E69F00"),
    CONTROL("#56B4E9"),
    NEUTRAL("#8E9BAE"),
    DARK("#5F6B7D");

    private final String hex;

    Colour(String hex) {
        this.hex = hex;
    }

    String hex() {
        return hex;
    }

    Map<String, Object> fixed() {
        return Json.object("mode", "fixed", "fixedColor", hex);
    }

    /** Steps of a threshold: the first colour holds below every value. */
    static Map<String, Object> steps(Colour below, Object... valuesAndColours) {
        List<Object> steps = new ArrayList<>();
        steps.add(Json.object("color", below.hex, "value", null));
        for (int i = 0; i < valuesAndColours.length; i += 2) {
            steps.add(Json.object("color", ((Colour) valuesAndColours[i + 1]).hex, "value", valuesAndColours[i]));
        }
        return Json.object("mode", "absolute", "steps", steps);
    }
}
