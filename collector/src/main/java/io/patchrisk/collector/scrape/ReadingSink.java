// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Reading;
import io.vertx.core.Future;
import java.time.Instant;

/** Where readings of hosts go. Called on the event loop of the scraper or source that reads; must not block. */
public interface ReadingSink {

    /** Takes a reading; the future completes when it is taken, so that a source that reads back in time can wait. */
    Future<Void> accept(HostId host, Reading reading);

    /**
     * Notes that a look at a host gave nothing that could be used.
     *
     * @param reason begins with a word for machines and a colon: a {@link Miss} in lower case, or {@code down} and
     *     {@code store} from a Prometheus. {@code busy}, {@code not_taken} and {@code store} are our side's fault and say
     *     nothing of the host
     */
    void missed(HostId host, Instant at, String reason);
}
