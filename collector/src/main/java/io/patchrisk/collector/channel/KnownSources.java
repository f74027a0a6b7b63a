// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.model.fact.HostId;
import org.jspecify.annotations.Nullable;

/** The addresses from which kernel messages are taken. UDP senders can be forged: what is not listed is not believed. */
@FunctionalInterface
public interface KnownSources {

    /**
     * The host that sends from here; null when nobody listed it.
     *
     * @param sender an address such as {@code 192.0.2.7} or {@code 2001:db8:0:0:0:0:0:7}, or one with its port such as
     *     {@code 192.0.2.7:6665}
     */
    @Nullable
    HostId host(String sender);
}
