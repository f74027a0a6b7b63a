// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.collector.dmesg.DmesgText;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.LogFact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Kernel log text for tests. */
final class Logs {

    static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00Z");

    private Logs() {}

    static byte[] resource(String name) {
        try (InputStream in = Logs.class.getResourceAsStream("/kernel-log/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("reading " + name, e);
        }
    }

    static List<LogFact> facts(byte[] text) {
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>();
        new DmesgText().read(text, ARRIVAL).lines().forEach(line -> facts.addAll(reader.feed(line)));
        facts.addAll(reader.flush());
        return facts;
    }

    static List<LogFact> facts(String text) {
        return facts(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<KernelEvent> events(List<LogFact> facts) {
        return facts.stream()
                .filter(KernelEvent.class::isInstance)
                .map(KernelEvent.class::cast)
                .toList();
    }
}
