// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Groups of equal predictions in a sorted list. */
final class Ties {

    private Ties() {}

    static List<List<Prediction>> of(List<Prediction> sorted) {
        List<List<Prediction>> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || sorted.get(i).probability() != sorted.get(from).probability()) {
                groups.add(sorted.subList(from, i));
                from = i;
            }
        }
        return groups;
    }
}
