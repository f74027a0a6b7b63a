// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.LookView;
import java.util.ArrayList;
import java.util.List;

/** How the looks at one scope went, bounded: when there are too many, every second one of the older half goes. */
final class LookCourse {

    static final int MOST = 500;

    private final List<LookView> looks = new ArrayList<>();

    void add(LookView look) {
        looks.add(look);
        if (looks.size() > MOST) {
            List<LookView> kept = new ArrayList<>();
            for (int i = 0; i < looks.size(); i++) {
                if (i >= MOST / 2 || i % 2 == 0) {
                    kept.add(looks.get(i));
                }
            }
            looks.clear();
            looks.addAll(kept);
        }
    }

    /** The oldest first. */
    List<LookView> looks() {
        return List.copyOf(looks);
    }
}
