// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashUpload;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Desk;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.vertx.core.Future;
import java.util.Map;

/** Hosts: looked at, and taking what they send. */
final class HostRoutes {

    /** A kernel's whole ring buffer is 256 KiB with Debian's CONFIG_LOG_BUF_SHIFT of 17 and some room for prefixes. */
    static final int LONGEST_LOG = 1 << 20;

    private static final String JOURNAL = "application/jsonl";

    private final Desk desk;
    private final Commands commands;

    HostRoutes(Desk desk, Commands commands) {
        this.desk = desk;
        this.commands = commands;
    }

    /** The routes by operationId. */
    Map<String, Route> routes() {
        return Map.of(
                "getHost",
                asked -> desk.host(asked.host()).map(Answer::ok),
                "hostRisk",
                asked -> desk.hostRisk(asked.host()).map(Answer::ok),
                "readiness",
                asked -> desk.readiness().map(all -> Answer.list("hosts", all)),
                "pushKernelLog",
                this::pushKernelLog,
                "pushLivepatch",
                this::pushLivepatch,
                "pushCrashEvidence",
                this::pushCrashEvidence);
    }

    private Future<Answer> pushKernelLog(Asked asked) {
        HostId host = asked.host();
        KernelLogFormat format = asked.mediaType().equals(JOURNAL) ? KernelLogFormat.JOURNAL : KernelLogFormat.TEXT;
        return desk.kernelLog(host, format, asked.bytes(LONGEST_LOG), asked.idempotencyKey())
                .map(Answer::accepted);
    }

    private Future<Answer> pushCrashEvidence(Asked asked) {
        HostId host = asked.host();
        CrashUpload.Reading.Read told = commands.crash(asked.bytes(LONGEST_LOG + CrashUpload.LONGEST_HEAD));
        return desk.crash(host, CrashEvidence.of(told.report()), told.log(), asked.idempotencyKey())
                .map(Answer::accepted);
    }

    private Future<Answer> pushLivepatch(Asked asked) {
        HostId host = asked.host();
        return desk.livepatch(host, commands.livepatch(asked.json()), asked.idempotencyKey())
                .map(Answer::accepted);
    }
}
