// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.capture.Datagram;
import io.patchrisk.collector.channel.MessageCounters;
import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.LogFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One recorded run, its datagrams played through a stream as they arrived: the boot log when the console registered. */
record Capture(String id, CaptureMeta meta, List<byte[]> datagrams) {

    /** Guest uptime zero on the wall clock. */
    static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    /** Every run that was recorded. */
    static List<Capture> all() throws IOException {
        List<Capture> captures = new ArrayList<>();
        try (Stream<Path> folders =
                Files.list(Path.of(System.getProperty("patchrisk.home")).resolve("datasets/captures"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                captures.add(read(folder));
            }
        }
        return captures;
    }

    private static Capture read(Path folder) throws IOException {
        io.patchrisk.collector.capture.Capture recorded = CaptureReader.read(folder);
        return new Capture(
                recorded.id(),
                recorded.meta(),
                recorded.datagrams().stream().map(Datagram::bytes).toList());
    }

    String family() {
        CaptureMeta.Fault fault = meta.fault();
        return fault == null ? "none" : fault.family();
    }

    String label() {
        return meta.label();
    }

    String patch() {
        CaptureMeta.LoadedPatch patch = meta.patch();
        return patch == null ? "" : patch.name();
    }

    Instant changedAt() {
        return BOOT.plusMillis((long) (meta.changeAt() * 1000));
    }

    /** The datagrams with the time at which each arrived. */
    MessageCounters play(NetconsoleStream stream, List<LogLine> into) {
        long registered = registeredAt();
        Instant boot = BOOT;
        long newest = 0;
        for (byte[] datagram : datagrams) {
            Long stamp = DatagramStamp.micros(datagram);
            if (stamp != null && stamp < newest - 1_000_000 && newest > registered) {
                boot = boot.plusMillis(newest / 1000 + 20_000);
                newest = 0;
            }
            newest = Math.max(newest, Math.max(registered, stamp == null ? 0 : stamp));
            Instant arrival = boot.plusNanos(newest * 1000);
            into.addAll(stream.flush(arrival));
            into.addAll(stream.accept(datagram, arrival));
        }
        into.addAll(stream.drain(boot.plusNanos(newest * 1000).plusSeconds(60)));
        return stream.counters();
    }

    List<LogFact> facts() {
        List<LogLine> lines = new ArrayList<>();
        play(new NetconsoleStream(), lines);
        KernelLogReader reader = new KernelLogReader();
        List<LogFact> facts = new ArrayList<>();
        lines.forEach(line -> facts.addAll(reader.feed(line)));
        facts.addAll(reader.flush());
        return facts;
    }

    /** Stamp at which netconsole registered, in microseconds; 0 when that line was lost. */
    long registeredAt() {
        for (byte[] datagram : datagrams) {
            if (new String(datagram, StandardCharsets.ISO_8859_1).contains("netconsole: network logging started")) {
                Long stamp = DatagramStamp.micros(datagram);
                return stamp == null ? 0 : stamp;
            }
        }
        return 0;
    }
}
