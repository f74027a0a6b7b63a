// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.signal.SignalReader;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;

/** One host that is asked, with what is remembered of it from one look to the next. */
final class ScrapedHost {

    private final ScrapeTarget target;
    private final SignalReader reader;
    private final RequestOptions request;
    private long timer = -1;
    private boolean underWay;

    ScrapedHost(ScrapeTarget target, SignalReader reader) {
        this.target = target;
        this.reader = reader;
        this.request = new RequestOptions()
                .setAbsoluteURI(target.url().toString())
                .putHeader("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1")
                .putHeader("Accept-Encoding", "gzip")
                .putHeader("User-Agent", "patchrisk");
    }

    ScrapeTarget target() {
        return target;
    }

    SignalReader reader() {
        return reader;
    }

    /** A copy: the client writes into what it is given. */
    RequestOptions request() {
        return new RequestOptions(request);
    }

    void schedule(long timerId) {
        timer = timerId;
    }

    void cancel(Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    boolean underWay() {
        return underWay;
    }

    void underWay(boolean now) {
        underWay = now;
    }
}
