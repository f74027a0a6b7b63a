// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.util.List;

/** Where received kernel log lines go. */
@FunctionalInterface
public interface KernelLogSink {

    /**
     * Takes one host's lines in order. The next ones of that host come when the future succeeded; when it failed, the
     * same lines come again, perhaps with more behind them.
     */
    Future<Void> accept(HostId host, List<LogLine> lines);
}
