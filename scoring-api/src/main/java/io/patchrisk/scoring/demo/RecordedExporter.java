// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.Scrape;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded host's node_exporter: answers with the text the real one gave at that moment, or not at all. */
final class RecordedExporter {

    /** A look a little later than recorded still gets the last answer; later than this, the host is gone. */
    private static final double PATIENCE_INTERVALS = 2;

    private final Capture capture;
    private final Stage stage;
    private final HttpServer server;

    private RecordedExporter(Capture capture, Stage stage, HttpServer server) {
        this.capture = capture;
        this.stage = stage;
        this.server = server;
    }

    static Future<RecordedExporter> start(Vertx vertx, Capture capture, Stage stage, String address) {
        RecordedExporter exporter = new RecordedExporter(capture, stage, vertx.createHttpServer());
        return exporter.server
                .requestHandler(exporter::answer)
                .listen(0, address)
                .map(exporter);
    }

    URI url(String address) {
        return URI.create("http://" + address + ":" + server.actualPort() + "/metrics");
    }

    private void answer(HttpServerRequest request) {
        Scrape scrape = current();
        if (scrape == null || scrape.body().isEmpty()) {
            // A host that hangs or is down accepts nothing; closing is how a proxy on its way would show it.
            request.connection().close();
            return;
        }
        request.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(scrape.body());
    }

    /** The newest answer that was recorded by now; null before the first and after a host fell silent. */
    private @Nullable Scrape current() {
        double now = capture.meta().changeAt() + stage.sinceChange();
        Scrape newest = null;
        List<Scrape> scrapes = capture.scrapes();
        for (int i = 0; i < scrapes.size() && scrapes.get(i).at() <= now; i++) {
            newest = scrapes.get(i);
        }
        double patience = PATIENCE_INTERVALS * capture.meta().scrapeInterval();
        return newest == null || newest.at() < now - patience ? null : newest;
    }

    Future<Void> stop() {
        return server.close();
    }
}
