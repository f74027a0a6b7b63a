// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.prometheus.QueryFailure.Reason;
import io.patchrisk.collector.scrape.Miss;
import io.patchrisk.scoring.rollout.Intake;
import io.patchrisk.scoring.rollout.PushTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of the facts of each configured source: received = stored + rejected + dropped, apart from what is under way.
 * A fact is a look at one host for node_exporter, a look at all of them for Prometheus, a datagram for netconsole, a
 * message for syslog, a crash that is new for a crash folder, and a request for what is pushed.
 */
final class IngestMeters {

    private static final List<String> NETCONSOLE_REJECTIONS = List.of("unlisted", "empty", "bad_fragment", "not_text");

    private static final List<String> SYSLOG_REJECTIONS = List.of(
            "unlisted",
            "unknown_host",
            "not_kernel",
            "empty",
            "no_priority",
            "bad_header",
            "bad_frame",
            "unfinished",
            "too_many_connections");

    private final MeterRegistry registry;

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param silence from how long without a reading on node_exporters count as gone */
    void sources(Sources sources, Intake intake, InstantSource clock, Duration silence) {
        if (sources.hasTargets()) {
            scrapes(sources);
            up("node_exporter", () -> recent(intake.lastReading(), clock, silence), intake::lastReading);
        }
        kernels(sources.kernels());
        if (sources.hasCrashFolders()) {
            crashFolders(sources);
        }
        if (sources.hasPrometheus()) {
            PrometheusLooks looks = sources.prometheusLooks();
            count("received", "prometheus", null, looks::asked);
            count("stored", "prometheus", null, looks::taken);
            for (Reason reason : Reason.values()) {
                count(
                        reason == Reason.NOT_TAKEN ? "dropped" : "rejected",
                        "prometheus",
                        word(reason),
                        () -> looks.missed(reason));
            }
            up("prometheus", looks::up, looks::lastTaken);
        }
    }

    private void crashFolders(Sources sources) {
        count("received", "crash_folder", null, () -> sources.crashCounts().found());
        count("stored", "crash_folder", null, () -> sources.crashCounts().stored());
        count(
                "rejected",
                "crash_folder",
                "unknown_host",
                () -> sources.crashCounts().unknownHost());
        count("dropped", "crash_folder", "failed", () -> sources.crashCounts().failed());
        up(
                "crash_folder",
                () -> !sources.crashCounts().passedOver().containsKey("no_folder"),
                () -> sources.crashCounts().lastSearch());
    }

    private void scrapes(Sources sources) {
        count("received", "node_exporter", null, () -> sources.scrapes().asked());
        count("stored", "node_exporter", null, () -> sources.scrapes().taken());
        for (Miss miss : Miss.values()) {
            boolean ours = miss == Miss.BUSY || miss == Miss.NOT_TAKEN;
            count(
                    ours ? "dropped" : "rejected",
                    "node_exporter",
                    word(miss),
                    () -> sources.scrapes().missed().getOrDefault(miss, 0L));
        }
    }

    /** Nobody says that he is there before he has something to say; the ports are open for as long as the service runs. */
    private void kernels(KernelChannels kernels) {
        if (kernels.hasNetconsole()) {
            receiver("netconsole", kernels::netconsole, NETCONSOLE_REJECTIONS, List.of("duplicate", "incomplete"));
            up("netconsole", () -> true, kernels::lastNetconsole);
        }
        if (kernels.hasSyslog()) {
            receiver("syslog", kernels::syslog, SYSLOG_REJECTIONS, List.of());
            up("syslog", () -> true, kernels::lastSyslog);
        }
        FunctionCounter.builder("patchrisk.kernel.lines.echoed", registry, any -> kernels.echoes())
                .description("Kernel log lines that had come by another channel already, and are not stored twice.")
                .register(registry);
    }

    private void receiver(
            String source, Supplier<ReceiverCounters> counters, List<String> rejections, List<String> drops) {
        count("received", source, null, () -> counters.get().messages().received());
        AtomicLong stored = new AtomicLong();
        // A counter that falls reads as a restart; what waits for the store is not stored yet.
        count("stored", source, null, () -> stored.accumulateAndGet(durable(counters.get()), Math::max));
        for (String reason : rejections) {
            count(
                    "rejected",
                    source,
                    reason,
                    () -> counters.get().messages().rejected().getOrDefault(reason, 0L));
        }
        for (String reason : drops) {
            count(
                    "dropped",
                    source,
                    reason,
                    () -> counters.get().messages().dropped().getOrDefault(reason, 0L));
        }
        count("dropped", source, "queue_full", () -> queueFull(counters.get()));
    }

    private static long queueFull(ReceiverCounters counters) {
        return counters.lines().droppedOrdinary() + counters.lines().droppedTelling();
    }

    private static long durable(ReceiverCounters counters) {
        return counters.messages().delivered() - counters.lines().waiting() - queueFull(counters);
    }

    void pushes(PushTally pushes) {
        count("received", "push", null, pushes::received);
        count("stored", "push", null, pushes::stored);
        for (String reason : PushTally.REJECTIONS) {
            count("rejected", "push", reason, () -> pushes.rejected().getOrDefault(reason, 0L));
        }
        for (String reason : PushTally.DROPS) {
            count("dropped", "push", reason, () -> pushes.dropped().getOrDefault(reason, 0L));
        }
    }

    /** @param missing kernel messages whose numbers never came, over all hosts */
    void gaps(LongSupplier missing) {
        FunctionCounter.builder("patchrisk.kernel.messages.missing", registry, any -> missing.getAsLong())
                .description("Kernel messages whose sequence numbers never came by netconsole.")
                .register(registry);
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static boolean recent(@Nullable Instant last, InstantSource clock, Duration silence) {
        return last != null && last.plus(silence).isAfter(clock.instant());
    }

    private void count(String what, String source, @Nullable String reason, LongSupplier count) {
        String help = switch (what) {
            case "received" -> "Facts that arrived.";
            case "stored" -> "Facts that were stored.";
            case "rejected" -> "Facts refused because of what they were.";
            default -> "Facts lost because of us.";
        };
        // A function counter holds what it counts by a weak reference only; the registry lives as long as the counter.
        FunctionCounter.Builder<MeterRegistry> counter = FunctionCounter.builder(
                        "patchrisk.ingest." + what, registry, any -> count.getAsLong())
                .description(help)
                .tag("source", source);
        (reason == null ? counter : counter.tag("reason", reason)).register(registry);
    }

    private void up(String source, BooleanSupplier up, Supplier<@Nullable Instant> last) {
        Gauge.builder("patchrisk.source.up", () -> up.getAsBoolean() ? 1 : 0)
                .description("Whether the last contact with a source of facts worked.")
                .tags("source", source)
                .register(registry);
        Gauge.builder("patchrisk.source.last.success.timestamp.seconds", () -> {
                    Instant at = last.get();
                    return at == null ? 0 : at.toEpochMilli() / 1e3;
                })
                .description("When a source last gave facts, in Unix seconds; 0 if it never did.")
                .tags("source", source)
                .register(registry);
    }
}
