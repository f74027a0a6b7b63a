// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.fetch.Fetcher;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks the node_exporter of each host for its numbers, at even intervals, and passes on the readings.
 *
 * <p>Starts are spread over the interval by the host's name, so that a fleet is not asked all at once and a host keeps
 * its place over restarts; there is no further jitter, because uneven intervals would show in every rate. Hosts may be
 * added and removed at any time. All state lives on one event loop; public methods may be called from any thread.
 */
public final class NodeExporterScraper {

    private final Vertx vertx;
    private final Context loop;
    private final ScrapeSettings settings;
    private final SignalCatalogue catalogue;
    private final Fetcher fetcher;
    private final Scraping scraping;
    private final ScrapeCounts counts = new ScrapeCounts();
    private final Map<HostId, ScrapedHost> hosts = new HashMap<>();
    private boolean running;

    public NodeExporterScraper(
            Vertx vertx, ScrapeSettings settings, SignalCatalogue catalogue, InstantSource clock, ReadingSink sink) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.catalogue = catalogue;
        this.fetcher = new Fetcher(vertx, settings.timeout(), ExpositionParser.MAX_BODY, 1);
        ExpositionReader reader = new ExpositionReader(vertx, catalogue.parser());
        this.scraping = new Scraping(fetcher, reader, clock, sink, counts, settings.maxInFlight());
    }

    /** Begins to ask the hosts; those that were added before and those that come. */
    public Future<Void> start() {
        return onLoop(() -> {
            running = true;
            hosts.values().forEach(this::schedule);
        });
    }

    /** Asks no more; completes when every look under way has ended and its reading has been passed on. */
    public Future<Void> stop() {
        return onLoop(() -> {
                    running = false;
                    hosts.values().forEach(host -> host.cancel(vertx));
                })
                .compose(none -> scraping.drained())
                .compose(none -> fetcher.close());
    }

    /** Adds a host, or changes where it is asked; its counters are then compared anew. */
    public Future<Void> add(ScrapeTarget target) {
        return onLoop(() -> {
            ScrapedHost host = new ScrapedHost(target, catalogue.reader(settings.interval()));
            ScrapedHost replaced = hosts.put(target.host(), host);
            if (replaced != null) {
                replaced.cancel(vertx);
            }
            if (running) {
                schedule(host);
            }
        });
    }

    /** Forgets a host; a look under way still ends. */
    public Future<Void> remove(HostId host) {
        return onLoop(() -> {
            ScrapedHost removed = hosts.remove(host);
            if (removed != null) {
                removed.cancel(vertx);
            }
        });
    }

    public ScrapeCounts counts() {
        return counts;
    }

    private void schedule(ScrapedHost host) {
        long period = settings.period().toMillis();
        // 1 ms at least, for the timer takes no zero.
        long offset = 1 + Math.floorMod(host.target().host().value().hashCode() * 40503L, period);
        host.schedule(vertx.setPeriodic(offset, period, tick -> scraping.look(host)));
    }

    private Future<Void> onLoop(Runnable action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(now -> {
            action.run();
            done.complete();
        });
        return done.future();
    }
}
