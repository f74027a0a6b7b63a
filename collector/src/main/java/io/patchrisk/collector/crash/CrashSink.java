// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where crashes that were found go. */
public interface CrashSink {

    /** What became of a crash that was found. */
    enum Taken {
        STORED,
        /** None of the names is a host. */
        UNKNOWN_HOST
    }

    /**
     * Takes a crash; stored durably when the future succeeds so. The same crash may come again.
     *
     * @param host the host, where it is known; null to go by the names
     * @param names names by which it may be known
     * @param evidence what is there
     * @param log its log; null when none could be read
     */
    Future<Taken> accept(@Nullable HostId host, List<String> names, CrashEvidence evidence, @Nullable CrashLog log);
}
