// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Reading;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that keeps what comes, for tests to wait for. */
public final class RecordingSink implements ReadingSink {

    /** A reading with the host it is of. */
    public record Taken(HostId host, Reading reading) {}

    private final BlockingQueue<Taken> readings = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> misses = new LinkedBlockingQueue<>();

    @Override
    public Future<Void> accept(HostId host, Reading reading) {
        readings.add(new Taken(host, reading));
        return Future.succeededFuture();
    }

    @Override
    public void missed(HostId host, Instant at, String reason) {
        // Says that this machine was slow, not what the test asks.
        if (!reason.startsWith("busy:")) {
            misses.add(reason);
        }
    }

    /** The next reading; fails after ten seconds without one. */
    public Taken reading() throws InterruptedException {
        Taken taken = readings.poll(10, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("no reading within 10 s; misses: " + misses);
        }
        return taken;
    }

    /** The next miss; fails after ten seconds without one. */
    public String miss() throws InterruptedException {
        String reason = misses.poll(10, TimeUnit.SECONDS);
        if (reason == null) {
            throw new AssertionError("nothing missed within 10 s; readings: " + readings);
        }
        return reason;
    }

    /** All readings so far. */
    public java.util.List<Taken> readings() {
        return java.util.List.copyOf(readings);
    }

    /** All misses so far. */
    public java.util.List<String> misses() {
        return java.util.List.copyOf(misses);
    }
}
