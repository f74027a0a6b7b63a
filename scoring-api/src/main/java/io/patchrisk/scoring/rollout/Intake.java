// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.scrape.ReadingSink;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.store.Appended;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where readings and kernel log lines from the collector become facts. */
public final class Intake implements ReadingSink, KernelLogSink {

    /** Lines of one fact; with lines of at most 8 KiB a body stays well below the store's bound. */
    static final int LINES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Reasons of {@link ReadingSink#missed} that say nothing of the host. */
    private static final Set<String> OWN_FAULTS = Set.of("busy", "not_taken", "store");

    private final Ledger ledger;
    private final InstantSource clock;
    private final AtomicLong missed = new AtomicLong();
    private final Map<Object, Instant> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable Instant lastReading;

    public Intake(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Future<Void> accept(HostId host, Reading reading) {
        long micros = Math.round(Seconds.of(reading.at()) * 1e6);
        return stored(List.of(FactCodec.encode(host + "/" + micros, new FleetFact.HostRead(host, reading))))
                .onSuccess(done -> lastReading = reading.at());
    }

    @Override
    public void missed(HostId host, Instant at, String reason) {
        missed.incrementAndGet();
        boolean ownFault = OWN_FAULTS.contains(reason.split(":", 2)[0]);
        ledger.ask(fleet -> {
                    fleet.missed(host, at, ownFault);
                    return host;
                })
                .onFailure(e -> LOG.error("a look at {} that gave nothing could not be noted", host, e));
    }

    @Override
    public Future<Void> accept(HostId host, List<LogLine> lines) {
        return stored(facts(host, UUID.randomUUID().toString(), lines));
    }

    /** Kernel log lines as facts, in order. */
    List<NewFact> facts(HostId host, String key, List<LogLine> lines) {
        List<NewFact> facts = new ArrayList<>();
        Instant now = clock.instant();
        for (int from = 0; from < lines.size(); from += LINES) {
            List<LogLine> some = lines.subList(from, Math.min(lines.size(), from + LINES));
            facts.add(FactCodec.encode(host + "/" + key + "/" + from, new FleetFact.LogHeard(host, now, some)));
        }
        return facts;
    }

    /** When the last reading was stored; null before the first. */
    public @Nullable Instant lastReading() {
        return lastReading;
    }

    /** Looks at hosts that gave no reading. */
    public long missedLooks() {
        return missed.get();
    }

    /** Since when the longest append has been under way; null when none is. */
    public @Nullable Instant underWaySince() {
        return underWay.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private Future<Void> stored(List<NewFact> facts) {
        Object append = new Object();
        underWay.put(append, clock.instant());
        return ledger.append(facts)
                .compose(appended -> appended instanceof Appended.Stored
                        ? Future.<Void>succeededFuture()
                        : Future.<Void>failedFuture(new IllegalStateException("not stored: " + appended)))
                .onComplete(done -> underWay.remove(append));
    }
}
