// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registry of all meters, in the form that Prometheus 2.42 of Debian 12 can scrape. */
public final class Meters {

    /** The request that the current thread records; one for all registries of a process. */
    static final RequestTrace TRACE = new RequestTrace();

    /** {@code promtool check metrics} objects to their names or units. */
    private static final Set<String> DENIED =
            Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count", "system.load.average.1m");

    private Meters() {}

    /** A registry with the meters of the JVM and the process. */
    public static PrometheusMeterRegistry create() {
        PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(new Exposition(), new PrometheusRegistry(), Clock.SYSTEM, TRACE);
        registry.config().meterFilter(MeterFilter.deny(Meters::denied));
        List<MeterBinder> process = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        process.forEach(binder -> binder.bindTo(registry));
        return registry;
    }

    private static boolean denied(Meter.Id id) {
        return DENIED.contains(id.getName());
    }

    private static final class Exposition implements PrometheusConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        /** With exemplars on {@code _count}, Prometheus before 2.43 drops the whole scrape (prometheus#11984). */
        @Override
        public Properties prometheusProperties() {
            Properties properties = new Properties();
            properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
            return properties;
        }
    }
}
