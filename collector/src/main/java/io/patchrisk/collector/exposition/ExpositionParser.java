// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reader of the Prometheus text format 0.0.4. It never throws: what is malformed is counted and left out.
 *
 * <p>TYPE and HELP lines are not read: node_exporter states counters as gauges and as untyped, so the signal catalogue
 * says what is a counter. Timestamps are checked and ignored: node_exporter sends none. Safe for use by many threads.
 */
public final class ExpositionParser {

    /** Bytes; the largest node_exporter body we saw is 0.11 MB, with slabinfo on 1,000 containers about 3 MB. */
    public static final int MAX_BODY = 10 * 1024 * 1024;

    public static final int MAX_LABELS = 64;
    /** Characters of a metric's or a label's name. */
    public static final int MAX_NAME = 256;
    /** Bytes of a label's value. */
    public static final int MAX_LABEL_VALUE = 4096;

    private final Predicate<String> wanted;

    /** A parser that keeps the metrics whose names {@code wanted} accepts. */
    public ExpositionParser(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    public Samples parse(String body) {
        return parse(body.getBytes(StandardCharsets.UTF_8));
    }

    public Samples parse(byte[] body) {
        return new Body(body).read();
    }

    /** The state of reading one body. */
    private final class Body {

        private final byte[] body;
        private final Map<String, List<Sample>> byMetric = new HashMap<>();
        private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
        /** Name of the line before; most metrics have several lines, so it need not be decoded again. */
        private String metric = "";

        private List<Sample> kept = List.of();
        private final Set<Labels> seen = new HashSet<>();
        private boolean metricWanted;

        private Body(byte[] body) {
            this.body = body;
        }

        private Samples read() {
            if (body.length > MAX_BODY) {
                count(Rejection.BODY_TOO_LARGE);
                return new Samples(byMetric, rejected, false);
            }
            int start = 0;
            for (int i = 0; i < body.length; i++) {
                if (body[i] == '\n') {
                    line(start, i);
                    start = i + 1;
                }
            }
            if (start < body.length) {
                count(Rejection.CUT_LINE);
            }
            return new Samples(byMetric, rejected, start == body.length && body.length > 0);
        }

        private void line(int start, int end) {
            int from = LineScan.skipBlanks(body, start, end);
            if (from == end || body[from] == '#') {
                return;
            }
            int nameEnd = LineScan.metricNameEnd(body, from, end);
            if (nameEnd == from) {
                count(Rejection.NO_METRIC_NAME);
            } else if (nameEnd - from > MAX_NAME) {
                count(Rejection.NAME_TOO_LONG);
            } else {
                enter(from, nameEnd);
                if (metricWanted) {
                    sample(nameEnd, end);
                }
            }
        }

        private void enter(int from, int to) {
            if (LineScan.equal(body, from, to, metric)) {
                return;
            }
            metric = new String(body, from, to - from, StandardCharsets.US_ASCII);
            metricWanted = wanted.test(metric);
            kept = byMetric.getOrDefault(metric, List.of());
            seen.clear();
            kept.forEach(sample -> seen.add(sample.labels()));
        }

        private void sample(int from, int end) {
            LabelScan labels = new LabelScan(body, LineScan.skipBlanks(body, from, end), end);
            Rejection reason = labels.read();
            if (reason != null) {
                count(reason);
                return;
            }
            int valueStart = LineScan.skipBlanks(body, labels.position(), end);
            int valueEnd = LineScan.tokenEnd(body, valueStart, end);
            OptionalDouble value = Numbers.parse(body, valueStart, valueEnd);
            if (value.isEmpty()) {
                count(Rejection.BAD_VALUE);
            } else if (!LineScan.timestampOrNothing(body, valueEnd, end)) {
                count(Rejection.BAD_TIMESTAMP);
            } else if (!seen.add(labels.labels())) {
                count(Rejection.DUPLICATE);
            } else {
                keep(new Sample(metric, labels.labels(), value.getAsDouble()));
            }
        }

        private void keep(Sample sample) {
            if (kept.isEmpty()) {
                kept = new ArrayList<>();
                byMetric.put(metric, kept);
            }
            kept.add(sample);
        }

        private void count(Rejection reason) {
            rejected.merge(reason, 1, Integer::sum);
        }
    }
}
