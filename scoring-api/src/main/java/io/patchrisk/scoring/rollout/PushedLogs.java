// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.dmesg.DmesgText;
import io.patchrisk.collector.journal.JournalText;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.KernelLogFormat;
import io.patchrisk.scoring.fleet.HostState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Kernel log that agents push, cut into lines with times; one boot's stamps never date another one's lines. */
final class PushedLogs {

    private final Map<HostId, Readers> readers = new HashMap<>();

    private static final class Readers {
        private final DmesgText text = new DmesgText();
        private final JournalText journal = new JournalText();
        private int boots;
    }

    ReadLog read(HostState host, KernelLogFormat format, byte[] log, Instant arrival) {
        Readers known = readers.computeIfAbsent(host.host(), key -> new Readers());
        if (host.reboots().size() != known.boots) {
            known.boots = host.reboots().size();
            known.text.newBoot();
        }
        return switch (format) {
            case TEXT -> known.text.read(log, arrival);
            case JOURNAL -> known.journal.read(log, arrival);
        };
    }
}
