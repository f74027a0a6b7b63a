// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.util.List;

/**
 * How well the patched hosts were observed.
 *
 * @param full patched hosts with metrics and a proven log channel
 * @param partial patched hosts of which something was missing
 * @param none patched hosts of which nothing was seen
 * @param controls unpatched hosts they were compared with
 * @param missing the hosts counted in {@code partial} and {@code none}
 */
public record Coverage(int full, int partial, int none, int controls, List<HostId> missing) {

    public Coverage {
        missing = List.copyOf(missing);
    }

    /** Nothing was looked at. */
    public static Coverage empty() {
        return new Coverage(0, 0, 0, 0, List.of());
    }
}
