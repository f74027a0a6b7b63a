// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that remembers every line, and whose. */
final class Heard implements KernelLogSink {

    record Line(HostId host, LogLine line) {
        String text() {
            return line.text();
        }

        String said() {
            return host + ": " + line.text();
        }
    }

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    @Override
    public Future<Void> accept(HostId host, List<LogLine> some) {
        some.forEach(line -> lines.add(new Line(host, line)));
        return Future.succeededFuture();
    }

    Line next() throws InterruptedException {
        Line line = lines.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no line came within 20 s");
        }
        return line;
    }

    /** The next line, or null when none came in time. */
    Line within(Duration time) throws InterruptedException {
        return lines.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<Line> next(int count) throws InterruptedException {
        List<Line> some = new ArrayList<>();
        while (some.size() < count) {
            some.add(next());
        }
        return some;
    }

    /** Everything up to the line with this text. */
    List<Line> until(String text) throws InterruptedException {
        List<Line> some = new ArrayList<>(List.of(next()));
        while (!some.get(some.size() - 1).text().equals(text)) {
            some.add(next());
        }
        return some;
    }
}
