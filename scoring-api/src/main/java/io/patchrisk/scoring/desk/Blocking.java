// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is missing before the gate can say proceed.
 *
 * @param code stable identifier, such as {@code controls}, {@code host_minutes} or {@code approval}
 * @param text one plain sentence that says what to do or wait for
 * @param hosts the hosts concerned; empty when it is about none in particular
 * @param missing how much is missing; null when it cannot be counted
 * @param unit unit of {@code missing}, such as {@code hosts} or {@code minutes}
 */
public record Blocking(
        String code,
        String text,
        List<HostId> hosts,
        @Nullable Double missing,
        @Nullable String unit) {

    public Blocking {
        hosts = List.copyOf(hosts);
    }
}
