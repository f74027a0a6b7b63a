// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.collector.scrape.ReadingSink;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The reading of one span of time, chunk by chunk: every question, then all readings in order of time. */
final class SpanReading {

    private final InstantSource clock;
    private final Instant begun;
    private final List<Question> questions;
    private final RangeQuery api;
    private final String instanceLabel;
    private final Function<String, Optional<HostId>> hostOf;
    private final Predicate<HostId> wanted;
    private final ReadingSink sink;
    /** Boot time last told by each host, kept from one chunk and one span to the next. */
    private final Map<HostId, Double> boots;

    private final List<QueryFailure> failures = new ArrayList<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> warnings = new TreeSet<>();
    private SortedMap<HostId, SortedMap<Double, HostPoints>> chunk = new TreeMap<>();
    private long unusable;
    private long readings;
    private int timeouts;
    private boolean unanswered;

    SpanReading(
            List<Question> questions,
            RangeQuery api,
            String instanceLabel,
            Function<String, Optional<HostId>> hostOf,
            Predicate<HostId> wanted,
            ReadingSink sink,
            Map<HostId, Double> boots,
            InstantSource clock) {
        this.questions = questions;
        this.api = api;
        this.instanceLabel = instanceLabel;
        this.hostOf = hostOf;
        this.wanted = wanted;
        this.sink = sink;
        this.boots = boots;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Reads one chunk, both ends included; false when the store did not answer at all. */
    Future<Boolean> read(Instant from, Instant to) {
        chunk = new TreeMap<>();
        unanswered = false;
        timeouts = 0;
        return ask(0, from, to).compose(asked -> pass()).map(passed -> !unanswered);
    }

    Backfill result(Instant readTo) {
        return new Backfill(
                readTo,
                readings,
                List.copyOf(unknown),
                unusable,
                failures,
                List.copyOf(warnings),
                Duration.between(begun, clock.instant()));
    }

    private Future<Void> ask(int index, Instant from, Instant to) {
        if (index == questions.size() || unanswered) {
            return Future.succeededFuture();
        }
        Question question = questions.get(index);
        return api.ask(question.query(), from, to).compose(answer -> {
            take(question, answer);
            return ask(index + 1, from, to);
        });
    }

    private void take(Question question, QueryAnswer answer) {
        if (answer instanceof QueryAnswer.Failed failed) {
            failures.add(failed.failure());
            unanswered = endsTheLook(failed.failure().reason());
            return;
        }
        QueryAnswer.Matrix matrix = (QueryAnswer.Matrix) answer;
        warnings.addAll(matrix.warnings());
        unusable += matrix.notFinite();
        matrix.series().forEach(series -> take(question, series));
    }

    /** What one query does not get, eighty more would not get either, each after its time-out. */
    private boolean endsTheLook(QueryFailure.Reason reason) {
        return switch (reason) {
            case REFUSED, TOO_LARGE -> false;
            // One slow query is its author's fault; a second one in the same look is the store's.
            case TIMEOUT -> ++timeouts > 1;
            case UNREACHABLE, UNAVAILABLE, FORBIDDEN, NOT_UNDERSTOOD, NOTHING_FOUND, NOT_TAKEN -> true;
        };
    }

    private void take(Question question, QueryAnswer.PointSeries series) {
        String instance = series.labels().get(instanceLabel);
        Optional<HostId> host = hostOf.apply(instance);
        if (host.isEmpty()) {
            unknown.add(instance);
        } else if (wanted.test(host.get())) {
            SortedMap<Double, HostPoints> points = chunk.computeIfAbsent(host.get(), first -> new TreeMap<>());
            for (QueryAnswer.Point point : series.points()) {
                HostPoints known = points.computeIfAbsent(point.at(), first -> new HostPoints());
                if (!question.use().take(known, series.labels(), point.value())) {
                    unusable++;
                }
            }
        }
    }

    private Future<Void> pass() {
        if (unanswered) {
            return Future.succeededFuture();
        }
        List<Future<Void>> passed = new ArrayList<>();
        chunk.forEach((host, points) -> points.forEach((at, known) -> pass(host, at, known, passed)));
        chunk = new TreeMap<>();
        return Future.all(passed).<Void>mapEmpty().recover(this::notTaken);
    }

    private Future<Void> notTaken(Throwable refusal) {
        failures.add(new QueryFailure(QueryFailure.Reason.NOT_TAKEN, "", String.valueOf(refusal.getMessage())));
        unanswered = true;
        return Future.succeededFuture();
    }

    private void pass(HostId host, double seconds, HostPoints known, List<Future<Void>> passed) {
        Instant at = Instant.ofEpochMilli(Math.round(1000 * seconds));
        if (known.down()) {
            sink.missed(host, at, "down: the store says up = 0");
        } else if (!known.isEmpty()) {
            double before = boots.getOrDefault(host, Double.NaN);
            passed.add(sink.accept(host, known.reading(at, before)));
            readings++;
            if (!Double.isNaN(known.boot())) {
                boots.put(host, known.boot());
            }
        }
    }
}
