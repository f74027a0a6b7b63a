// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.log.KernelText;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.fleet.HostState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Kernel log text that agents push, cut into lines with times; one boot's stamps never date another one's lines. */
final class PushedLogs {

    private static final String BANNER = "Linux version ";

    private final Map<HostId, Text> texts = new HashMap<>();

    private static final class Text {
        private final KernelText reader = new KernelText();
        private int boots;
    }

    List<LogLine> read(HostState host, byte[] log, Instant arrival) {
        Text text = texts.computeIfAbsent(host.host(), key -> new Text());
        if (host.reboots().size() != text.boots) {
            text.boots = host.reboots().size();
            text.reader.newBoot();
        }
        List<LogLine> lines = new ArrayList<>();
        int from = 0;
        for (int boot : bootStarts(log)) {
            lines.addAll(text.reader.read(Arrays.copyOfRange(log, from, boot), arrival));
            text.reader.newBoot();
            from = boot;
        }
        lines.addAll(text.reader.read(Arrays.copyOfRange(log, from, log.length), arrival));
        return lines;
    }

    /** Where in the text the lines begin that say which kernel booted. */
    private static List<Integer> bootStarts(byte[] log) {
        // One character a byte, so that places in the text are places in the bytes.
        String text = new String(log, StandardCharsets.ISO_8859_1);
        List<Integer> starts = new ArrayList<>();
        for (int at = text.indexOf(BANNER); at >= 0; at = text.indexOf(BANNER, at + 1)) {
            starts.add(text.lastIndexOf('\n', at) + 1);
        }
        return starts;
    }
}
