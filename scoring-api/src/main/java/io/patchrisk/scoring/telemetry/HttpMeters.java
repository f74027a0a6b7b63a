// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.patchrisk.model.policy.Decision;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the HTTP face. */
public final class HttpMeters {

    /** 5 to 250 ms are the buckets that operators judge look-ups by; 10 s is when rollout tools give up. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final AtomicInteger underWay = new AtomicInteger();
    /** What every reader of these counters must find from the start. */
    private static final List<String> COMMON_PROBLEMS = List.of(
            "bad_request",
            "malformed_json",
            "unacceptable_value",
            "too_large",
            "wrong_media_type",
            "overloaded",
            "failed");

    private final Map<Decision, Counter> gateAnswers = new EnumMap<>(Decision.class);

    public HttpMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(Metric.HTTP_IN_FLIGHT.meter(), underWay, AtomicInteger::get)
                .description(Metric.HTTP_IN_FLIGHT.help())
                .register(registry);
        for (Decision decision : Decision.values()) {
            gateAnswers.put(decision, gateCounter(decision));
        }
        COMMON_PROBLEMS.forEach(this::refusals);
    }

    /** One request under way. */
    public final class Timing {

        private final Timer.Sample sample = Timer.start(registry);

        private Timing() {
            underWay.incrementAndGet();
        }

        /**
         * It was answered.
         *
         * @param route path with names of parameters in braces
         * @param requestId what an exemplar points to
         */
        public void end(String method, String route, int status, String requestId) {
            underWay.decrementAndGet();
            Timer timer = Timer.builder(Metric.HTTP.meter())
                    .description(Metric.HTTP.help())
                    .serviceLevelObjectives(BUCKETS)
                    .tag("method", known(method))
                    .tag("route", route)
                    .tag("status", Integer.toString(status))
                    .register(registry);
            Meters.TRACE.during(requestId, () -> sample.stop(timer));
        }
    }

    /** A request has come. */
    public Timing begin() {
        return new Timing();
    }

    /** Requests begun and not yet ended. */
    public int underWay() {
        return underWay.get();
    }

    /** The gate answered so. */
    public void gateAnswered(Decision decision) {
        gateAnswers.computeIfAbsent(decision, this::gateCounter).increment();
    }

    /** A request was answered with the problem of this code. */
    public void refused(String code) {
        refusals(code).increment();
    }

    private Counter refusals(String code) {
        return Counter.builder(Metric.HTTP_REFUSED.meter())
                .description(Metric.HTTP_REFUSED.help())
                .tag("reason", code)
                .register(registry);
    }

    /** Anybody can invent methods; each would be a new time series. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS" -> method;
            default -> "other";
        };
    }

    private Counter gateCounter(Decision decision) {
        return Counter.builder(Metric.GATE.meter())
                .description(Metric.GATE.help())
                .tag("decision", decision.word())
                .register(registry);
    }
}
