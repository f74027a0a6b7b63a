// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Labels;
import io.patchrisk.collector.exposition.Sample;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.model.fact.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the scrapes of one host, in order of time, into readings. It remembers the scrape before, for rates.
 *
 * <p>A value that cannot be told is absent: after a first scrape, a reboot, a counter that fell, or a gap of more than
 * five intervals there are no rates. Not safe for use by several threads at once.
 */
public final class SignalReader {

    /** Stated by the scraper, not by the host; Prometheus calls it the same. */
    public static final String SCRAPE_DURATION = "scrape_duration_seconds";

    /** Counted by whoever asks the host: looks that it did not answer, or not in full. */
    public static final String SCRAPES_MISSED = "scrapes_missed_total";

    /** Scrape intervals; Prometheus calls a series stale after five minutes, 20 intervals of 15 s, which smears a fault. */
    private static final int MAX_GAP = 5;

    private final List<SignalDefinition> definitions;
    private final double maxGapSeconds;
    private final Map<Discard, Long> discarded = new EnumMap<>(Discard.class);
    private @Nullable Look before;
    private long missed;

    SignalReader(List<SignalDefinition> definitions, Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("scrape interval must be positive, is " + interval);
        }
        this.definitions = List.copyOf(definitions);
        this.maxGapSeconds = MAX_GAP * interval.toNanos() / 1e9;
    }

    /** Counts looks that the host did not answer. Those that we ourselves did not take do not belong here. */
    public void missed(long looks) {
        missed += looks;
    }

    /**
     * Reads one scrape. Incomplete ones must not come here: what they lack would read as series that went.
     *
     * @param at when the host was asked
     * @param scrapeSeconds how long it took to answer
     * @param samples what it answered
     */
    public Reading read(Instant at, double scrapeSeconds, Samples samples) {
        Look now = Look.of(at, samples, totals(scrapeSeconds, samples));
        boolean rebooted = before != null && now.bootedSince(before);
        Map<String, Double> values = new HashMap<>();
        gauges(now, values);
        if (before != null && !rebooted) {
            growth(before, now, values);
        }
        before = now;
        return new Reading(
                at,
                Double.isFinite(now.boot()) ? now.boot() : 0,
                rebooted,
                values,
                PatchMetrics.sightings(samples, at, discarded),
                PatchMetrics.known(samples),
                release(samples));
    }

    private static @Nullable String release(Samples samples) {
        List<Sample> uname = samples.of(HostState.UNAME);
        return uname.isEmpty() ? null : KernelRelease.of(uname.get(0).labels());
    }

    /** How many values were not told although their metrics were there, by reason, since the beginning. */
    public Map<Discard, Long> discarded() {
        return Collections.unmodifiableMap(new EnumMap<>(discarded));
    }

    private List<Total[]> totals(double scrapeSeconds, Samples samples) {
        List<Sample> duration = List.of(new Sample(SCRAPE_DURATION, Labels.none(), scrapeSeconds));
        List<Sample> misses = List.of(new Sample(SCRAPES_MISSED, Labels.none(), missed));
        Function<String, List<Sample>> lookup = metric -> switch (metric) {
            case SCRAPE_DURATION -> duration;
            case SCRAPES_MISSED -> misses;
            default -> samples.of(metric);
        };
        List<Total[]> totals = new ArrayList<>(definitions.size());
        for (SignalDefinition definition : definitions) {
            Computation computation = definition.computation();
            totals.add(
                    computation instanceof Computation.Ratio ratio
                            ? new Total[] {Total.of(ratio.of(), lookup), Total.of(ratio.to(), lookup)}
                            : new Total[] {Total.of(computation.selectors(), lookup)});
        }
        return totals;
    }

    private void gauges(Look now, Map<String, Double> values) {
        for (int i = 0; i < definitions.size(); i++) {
            Total total = now.totals().get(i)[0];
            if (definitions.get(i).computation() instanceof Computation.Gauge && !total.absent()) {
                put(i, total.sum(), values);
            }
        }
    }

    private void growth(Look previous, Look now, Map<String, Double> values) {
        OptionalDouble elapsed = now.elapsedSince(previous);
        double ourGap = Duration.between(previous.at(), now.at()).toNanos() / 1e9;
        if (elapsed.isEmpty()) {
            count(Discard.NO_TIME_PASSED);
        } else if (Math.max(ourGap, elapsed.getAsDouble()) > maxGapSeconds) {
            count(Discard.GAP);
        } else {
            for (int i = 0; i < definitions.size(); i++) {
                growth(i, previous.totals().get(i), now.totals().get(i), elapsed.getAsDouble(), values);
            }
        }
    }

    private void growth(int index, Total[] previous, Total[] now, double elapsed, Map<String, Double> values) {
        Computation computation = definitions.get(index).computation();
        if (computation instanceof Computation.Rate) {
            double grown = grown(previous[0], now[0]);
            if (!Double.isNaN(grown)) {
                put(index, grown / elapsed, values);
            }
        } else if (computation instanceof Computation.Ratio) {
            double of = grown(previous[0], now[0]);
            double to = grown(previous[1], now[1]);
            // Nothing happened, so that there is no share and no mean of it.
            if (!Double.isNaN(of) && to > 0) {
                put(index, of / to, values);
            }
        }
    }

    /** Growth of a sum of counters; NaN when it cannot be told. */
    private double grown(Total previous, Total now) {
        if (previous.absent() && now.absent()) {
            return Double.NaN;
        }
        if (!Double.isFinite(now.sum()) || !Double.isFinite(previous.sum())) {
            count(Discard.NOT_FINITE);
        } else if (!now.sameSeriesAs(previous)) {
            count(Discard.SERIES_CHANGED);
        } else if (now.sum() < previous.sum()) {
            count(Discard.COUNTER_FELL);
        } else {
            return now.sum() - previous.sum();
        }
        return Double.NaN;
    }

    private void put(int index, double value, Map<String, Double> values) {
        if (Double.isFinite(value)) {
            values.put(definitions.get(index).signal().name(), value);
        } else {
            count(Discard.NOT_FINITE);
        }
    }

    private void count(Discard reason) {
        discarded.merge(reason, 1L, Long::sum);
    }
}
