// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.prometheus.QueryFailure.Reason;
import io.patchrisk.collector.scrape.Miss;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.rollout.Intake;
import io.patchrisk.scoring.rollout.PushTally;
import io.patchrisk.scoring.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    /** A store of metrics is asked every few seconds and given up after ten. */
    private static final Duration[] QUERIES = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

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
    private final InstantSource clock;

    IngestMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** @param silence from how long without a reading on node_exporters count as gone */
    void sources(Sources sources, Intake intake, Duration silence) {
        if (sources.hasTargets()) {
            scrapes(sources);
            up("node_exporter", () -> recent(intake.lastReading(), silence), intake::lastReading);
        }
        kernels(sources.kernels());
        if (sources.hasCrashFolders()) {
            crashFolders(sources);
        }
        if (sources.hasPrometheus()) {
            PrometheusLooks looks = sources.prometheusLooks();
            count(Metric.RECEIVED, "prometheus", null, looks::asked);
            count(Metric.STORED, "prometheus", null, looks::taken);
            for (Reason reason : Reason.values()) {
                count(
                        reason == Reason.NOT_TAKEN ? Metric.DROPPED : Metric.REJECTED,
                        "prometheus",
                        Word.of(reason),
                        () -> looks.missed(reason));
            }
            up("prometheus", looks::up, looks::lastTaken);
            Timer queries = Timer.builder(Metric.QUERY.meter())
                    .description(Metric.QUERY.help())
                    .serviceLevelObjectives(QUERIES)
                    .tag("source", "prometheus")
                    .register(registry);
            looks.timedBy(queries::record);
        }
    }

    private void crashFolders(Sources sources) {
        count(Metric.RECEIVED, "crash_folder", null, () -> sources.crashCounts().found());
        count(Metric.STORED, "crash_folder", null, () -> sources.crashCounts().stored());
        count(
                Metric.REJECTED,
                "crash_folder",
                "unknown_host",
                () -> sources.crashCounts().unknownHost());
        count(
                Metric.DROPPED,
                "crash_folder",
                "failed",
                () -> sources.crashCounts().failed());
        up(
                "crash_folder",
                () -> !sources.crashCounts().passedOver().containsKey("no_folder"),
                () -> sources.crashCounts().lastSearch());
    }

    private void scrapes(Sources sources) {
        count(Metric.RECEIVED, "node_exporter", null, () -> sources.scrapes().asked());
        count(Metric.STORED, "node_exporter", null, () -> sources.scrapes().taken());
        for (Miss miss : Miss.values()) {
            boolean ours = miss.ours();
            count(
                    ours ? Metric.DROPPED : Metric.REJECTED,
                    "node_exporter",
                    Word.of(miss),
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
        FunctionCounter.builder(Metric.LINES_ECHOED.meter(), registry, any -> kernels.echoes())
                .description(Metric.LINES_ECHOED.help())
                .register(registry);
    }

    private void receiver(
            String source, Supplier<ReceiverCounters> counters, List<String> rejections, List<String> drops) {
        count(Metric.RECEIVED, source, null, () -> counters.get().messages().received());
        AtomicLong stored = new AtomicLong();
        // A counter that falls reads as a restart; what waits for the store is not stored yet.
        count(Metric.STORED, source, null, () -> stored.accumulateAndGet(durable(counters.get()), Math::max));
        for (String reason : rejections) {
            count(
                    Metric.REJECTED,
                    source,
                    reason,
                    () -> counters.get().messages().rejected().getOrDefault(reason, 0L));
        }
        for (String reason : drops) {
            count(
                    Metric.DROPPED,
                    source,
                    reason,
                    () -> counters.get().messages().dropped().getOrDefault(reason, 0L));
        }
        count(Metric.DROPPED, source, "queue_full", () -> queueFull(counters.get()));
    }

    private static long queueFull(ReceiverCounters counters) {
        return counters.lines().droppedOrdinary() + counters.lines().droppedTelling();
    }

    private static long durable(ReceiverCounters counters) {
        return counters.messages().delivered() - counters.lines().waiting() - queueFull(counters);
    }

    void pushes(PushTally pushes) {
        count(Metric.RECEIVED, "push", null, pushes::received);
        count(Metric.STORED, "push", null, pushes::stored);
        for (String reason : PushTally.REJECTIONS) {
            count(Metric.REJECTED, "push", reason, () -> pushes.rejected().getOrDefault(reason, 0L));
        }
        for (String reason : PushTally.DROPS) {
            count(Metric.DROPPED, "push", reason, () -> pushes.dropped().getOrDefault(reason, 0L));
        }
    }

    /** @param missing kernel messages whose numbers never came, over all hosts */
    void gaps(LongSupplier missing) {
        FunctionCounter.builder(Metric.MESSAGES_MISSING.meter(), registry, any -> missing.getAsLong())
                .description(Metric.MESSAGES_MISSING.help())
                .register(registry);
    }

    private boolean recent(@Nullable Instant last, Duration silence) {
        return last != null && last.plus(silence).isAfter(clock.instant());
    }

    private void count(Metric metric, String source, @Nullable String reason, LongSupplier count) {
        // A function counter holds what it counts by a weak reference only; the registry lives as long as the counter.
        FunctionCounter.Builder<MeterRegistry> counter = FunctionCounter.builder(
                        metric.meter(), registry, any -> count.getAsLong())
                .description(metric.help())
                .tag("source", source);
        (reason == null ? counter : counter.tag("reason", reason)).register(registry);
    }

    private void up(String source, BooleanSupplier up, Supplier<@Nullable Instant> last) {
        gauge(Metric.SOURCE_UP, source, () -> up.getAsBoolean() ? 1 : 0);
        gauge(Metric.SOURCE_LAST, source, () -> {
            Instant at = last.get();
            return at == null ? 0 : at.toEpochMilli() / 1e3;
        });
        gauge(Metric.LAG, source, () -> {
            Instant at = last.get();
            return at == null ? Double.NaN : Math.max(0, clock.instant().toEpochMilli() - at.toEpochMilli()) / 1e3;
        });
    }

    private void gauge(Metric metric, String source, Supplier<Number> value) {
        Gauge.builder(metric.meter(), value)
                .description(metric.help())
                .tags("source", source)
                .register(registry);
    }
}
