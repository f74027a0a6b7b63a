// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.scrape;

import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.exposition.Samples;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Parses small bodies at once and large ones on a few threads of their own. */
final class ExpositionReader {

    /** Bytes; a body of 64 KiB takes well under a millisecond of the event loop. */
    private static final int SMALL = 64 * 1024;
    /** Large bodies waiting for a thread. */
    private static final int MAX_WAITING = 256;

    private final ExpositionParser parser;
    private final WorkerExecutor workers;
    private int waiting;

    ExpositionReader(Vertx vertx, ExpositionParser parser) {
        this.parser = parser;
        this.workers = vertx.createSharedWorkerExecutor("patchrisk-exposition", 2);
    }

    /** The samples of a body; empty when too many bodies are waiting. */
    Future<Optional<Samples>> read(Buffer body) {
        if (body.length() <= SMALL) {
            return Future.succeededFuture(Optional.of(parser.parse(body.getBytes())));
        }
        if (waiting == MAX_WAITING) {
            return Future.succeededFuture(Optional.empty());
        }
        waiting++;
        return workers.executeBlocking(() -> Optional.of(parser.parse(body.getBytes())), false)
                .onComplete(done -> waiting--);
    }
}
