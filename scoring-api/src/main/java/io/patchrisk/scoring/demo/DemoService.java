// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.config.AssessmentConfig;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.config.HostsConfig;
import io.patchrisk.scoring.config.ListenConfig;
import io.patchrisk.scoring.config.ModelConfig;
import io.patchrisk.scoring.config.NetconsoleConfig;
import io.patchrisk.scoring.config.PolicyConfig;
import io.patchrisk.scoring.config.ScrapeConfig;
import io.patchrisk.scoring.config.ServiceConfig;
import io.patchrisk.scoring.config.SignalsConfig;
import io.patchrisk.scoring.config.SourcesConfig;
import io.patchrisk.scoring.config.StoreConfig;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The configuration of a service that watches recorded hosts: times fit the recordings, everything else is the default. */
public final class DemoService {

    /** The recordings were scraped every two seconds. */
    private static final Duration SCRAPE = Duration.ofSeconds(2);

    private static final Duration SOAK = Duration.ofSeconds(30);
    private static final Duration SILENT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration WATCH = Duration.ofHours(24);
    private static final Duration KEEP = Duration.ofDays(30);
    private static final long DISK = 1L << 30;
    private static final int FIRST_WAVE = 50;

    private DemoService() {}

    /** The configuration; ports of 0 are chosen by the system. */
    public static ServiceConfig config(
            Path store,
            int port,
            List<Capture> captures,
            Map<HostId, URI> exporters,
            Map<InetAddress, HostId> senders) {
        List<ScrapeConfig.Target> targets = exporters.entrySet().stream()
                .map(entry -> new ScrapeConfig.Target(entry.getKey(), entry.getValue()))
                .toList();
        List<HostEntry> hosts = captures.stream()
                .map(capture -> new HostEntry(
                        RecordedFleet.hostOf(capture), List.of(), capture.meta().kernel(), List.of()))
                .toList();
        return new ServiceConfig(
                new ListenConfig("127.0.0.1", port),
                new ListenConfig("127.0.0.1", 0),
                new StoreConfig(store, DISK, KEEP, KEEP),
                new SourcesConfig(
                        new ScrapeConfig(SCRAPE, SCRAPE, targets),
                        null,
                        new NetconsoleConfig("127.0.0.1", 0, senders),
                        null,
                        null),
                new HostsConfig(hosts, null),
                new AssessmentConfig(LOOK, Stage.BEFORE, WATCH, SILENT, Duration.ofDays(7), Duration.ZERO),
                new PolicyConfig(0.01, 0.01, 0.02, 0.05, SOAK, Duration.ofMinutes(2), 0.95, FIRST_WAVE, true),
                new ModelConfig(null, null, store.resolveSibling("candidates")),
                new SignalsConfig(null),
                null);
    }
}
