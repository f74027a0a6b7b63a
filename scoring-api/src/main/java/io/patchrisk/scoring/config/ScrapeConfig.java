// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hosts whose node_exporter is asked directly.
 *
 * @param interval time between two scrapes of a host
 * @param timeout how long a host may take to answer; at most the interval
 * @param targets whom to ask
 */
public record ScrapeConfig(Duration interval, Duration timeout, List<Target> targets) {

    /**
     * One host to ask.
     *
     * @param host its id
     * @param url where its metrics are
     */
    public record Target(HostId host, URI url) {}

    public ScrapeConfig {
        targets = List.copyOf(targets);
        Inconsistent.Checks checks = new Inconsistent.Checks()
                .unless(
                        timeout.compareTo(interval) <= 0,
                        "sources.scrape.timeout",
                        "is longer than sources.scrape.interval",
                        "make it shorter, or scrapes of one host overlap");
        Set<HostId> hosts = new HashSet<>();
        for (Target target : targets) {
            checks.unless(
                    hosts.add(target.host()),
                    "sources.scrape.targets",
                    "names host " + target.host() + " twice",
                    "keep one target a host, or give the second one an id of its own");
        }
        checks.refuse();
    }
}
