// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.model.fact.HostId;
import java.net.URI;

/** A host and where its node_exporter answers, such as {@code http://web-1:9100/metrics}. */
public record ScrapeTarget(HostId host, URI url) {

    public ScrapeTarget {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "host " + host + ": \"" + url + "\" is no address of the form http://host:9100/metrics");
        }
    }
}
