// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.collector.crash.CrashCounts;
import io.patchrisk.collector.crash.CrashFolderWatch;
import io.patchrisk.collector.crash.CrashSink;
import io.patchrisk.collector.crash.WatchedFolder;
import io.patchrisk.collector.prometheus.PrometheusSettings;
import io.patchrisk.collector.prometheus.PrometheusSource;
import io.patchrisk.collector.scrape.NodeExporterScraper;
import io.patchrisk.collector.scrape.ScrapeCounts;
import io.patchrisk.collector.scrape.ScrapeSettings;
import io.patchrisk.collector.scrape.ScrapeTarget;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.config.CrashConfig;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.config.PrometheusConfig;
import io.patchrisk.scoring.config.ScrapeConfig;
import io.patchrisk.scoring.rollout.Intake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources that are configured, started and stopped together. */
final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final int MOST_IN_FLIGHT = 256;

    private final Vertx vertx;
    private final NodeExporterScraper scraper;
    private final ScrapeConfig scrape;
    private final KernelChannels kernels;
    private final @Nullable PrometheusSource prometheus;
    private final @Nullable CrashFolderWatch crashes;
    private final PrometheusLooks prometheusLooks = new PrometheusLooks();
    private final InstantSource clock;

    private Sources(Vertx vertx, Setup setup, Intake intake, CrashSink crashSink) {
        Pace pace = setup.pace();
        this.vertx = vertx;
        this.clock = pace.clock();
        this.scrape = setup.config().sources().scrape();
        this.scraper = new NodeExporterScraper(
                vertx,
                new ScrapeSettings(
                        scrape.interval(), pace.real(scrape.interval()), pace.real(scrape.timeout()), MOST_IN_FLIGHT),
                setup.catalogue(),
                pace.clock(),
                intake);
        this.kernels = new KernelChannels(vertx, setup.config(), pace.clock(), intake);
        this.prometheus = prometheus(vertx, setup, intake);
        this.crashes = crashes(vertx, setup, crashSink);
    }

    /** The configured sources, which scrape on an event loop of their own and hear datagrams on another. */
    static Future<Sources> create(Vertx vertx, Setup setup, Intake intake, CrashSink crashSink) {
        return OwnLoop.run(vertx, () -> Future.succeededFuture(new Sources(vertx, setup, intake, crashSink)));
    }

    private static @Nullable PrometheusSource prometheus(Vertx vertx, Setup setup, Intake intake) {
        PrometheusConfig config = setup.config().sources().prometheus();
        if (config == null) {
            return null;
        }
        Map<String, HostId> names = new HashMap<>();
        for (HostEntry host : setup.config().hosts().list()) {
            names.put(host.id().value(), host.id());
            host.aliases().forEach(alias -> names.put(alias, host.id()));
        }
        PrometheusSettings defaults = PrometheusSettings.of(config.url(), config.interval());
        PrometheusSettings settings = new PrometheusSettings(
                config.url(),
                BearerToken.authorization(config.bearerTokenFile(), "Prometheus"),
                config.hostLabel(),
                config.selector().isBlank() || config.selector().startsWith("{")
                        ? config.selector()
                        : "{" + config.selector() + "}",
                defaults.step(),
                defaults.rateWindow(),
                config.delay(),
                defaults.maxPoints(),
                config.timeout(),
                setup.pace().real(config.interval()));
        return new PrometheusSource(
                vertx,
                settings,
                setup.catalogue(),
                setup.pace().clock(),
                name -> Optional.of(names.computeIfAbsent(name, HostId::new)),
                intake);
    }

    private static @Nullable CrashFolderWatch crashes(Vertx vertx, Setup setup, CrashSink sink) {
        CrashConfig config = setup.config().sources().crash();
        if (config == null) {
            return null;
        }
        return new CrashFolderWatch(
                vertx,
                config.folders().stream()
                        .map(folder -> new WatchedFolder(folder.path(), folder.host()))
                        .toList(),
                setup.pace().real(config.interval()),
                sink,
                setup.pace().clock());
    }

    Future<Void> start() {
        Future<Void> started = kernels.start();
        for (ScrapeConfig.Target target : scrape.targets()) {
            started = started.compose(done -> scraper.add(new ScrapeTarget(target.host(), target.url())));
        }
        started = started.compose(done -> scraper.start());
        CrashFolderWatch folders = crashes;
        if (folders != null) {
            started = started.compose(done -> OwnLoop.run(vertx, () -> {
                folders.start();
                return Future.succeededFuture();
            }));
        }
        PrometheusSource source = prometheus;
        return source == null
                ? started
                : started.compose(done -> source.start(backfill -> {
                    prometheusLooks.count(backfill, clock.instant());
                    backfill.failures().forEach(failure -> LOG.warn("Prometheus: {}", failure));
                }));
    }

    Future<Void> stop() {
        PrometheusSource source = prometheus;
        return scraper.stop()
                .eventually(kernels::stop)
                .eventually(() -> source == null ? Future.succeededFuture() : source.stop())
                .eventually(() -> crashes == null ? Future.succeededFuture() : crashes.stop());
    }

    /** What became of crashes that were found in folders. */
    CrashCounts crashCounts() {
        CrashFolderWatch folders = crashes;
        return folders == null ? CrashCounts.NONE : folders.counts();
    }

    boolean hasCrashFolders() {
        return crashes != null;
    }

    KernelChannels kernels() {
        return kernels;
    }

    ScrapeCounts scrapes() {
        return scraper.counts();
    }

    PrometheusLooks prometheusLooks() {
        return prometheusLooks;
    }

    boolean hasTargets() {
        return !scrape.targets().isEmpty();
    }

    boolean hasPrometheus() {
        return prometheus != null;
    }
}
