// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.collector.crash.CrashSink;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.CrashReceipt;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.FleetFact;
import io.patchrisk.scoring.fleet.HostCrashes;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.store.NewFact;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes what crashes left behind, whether hosts tell it or it was found in a folder, and stores it as facts. */
public final class CrashClerk implements CrashSink {

    /** Characters of one fact: a dump's log may be noise, of which JSON writes each character as six. */
    private static final int MOST_CHARACTERS = 128 << 10;

    private final Ledger ledger;
    private final Fleet fleet;
    private final InstantSource clock;

    public CrashClerk(Ledger ledger, Fleet fleet, InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.clock = clock;
    }

    @Override
    public Future<Taken> accept(
            @Nullable HostId host, List<String> names, CrashEvidence evidence, @Nullable CrashLog log) {
        return ledger.onContext(() -> {
            HostState state = Stream.concat(Stream.ofNullable(host).map(HostId::value), names.stream())
                    .filter(name -> !name.isEmpty() && name.length() <= HostId.MAX_LENGTH)
                    .map(fleet::resolve)
                    .filter(Objects::nonNull)
                    .map(fleet::find)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            // A folder that is found again after a restart tells the same under the same key.
            String key = Digests.sha256(Buffer.buffer(evidence.toString()));
            return state == null
                    ? Future.succeededFuture(Taken.UNKNOWN_HOST)
                    : store(state, evidence, log, key).map(Taken.STORED);
        });
    }

    /** Takes what a host tells. */
    Future<CrashReceipt> told(
            HostState host, CrashEvidence evidence, @Nullable CrashLog log, @Nullable String idempotencyKey) {
        return store(
                host, evidence, log, idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey);
    }

    private Future<CrashReceipt> store(HostState host, CrashEvidence evidence, @Nullable CrashLog log, String key) {
        Instant now = clock.instant();
        String text = log == null ? "" : log.text();
        FleetFact.CrashTold told = new FleetFact.CrashTold(
                host.host(),
                evidence,
                Digests.sha256(Buffer.buffer(text)),
                (int) text.lines().count(),
                now);
        PlacedCrash placed = PlacedCrash.of(HostCrashes.timeOf(told), log, host.heardBoots());
        List<NewFact> facts = new ArrayList<>();
        // It says the same whenever it is told again; where its lines lie in time may be known better by then.
        facts.add(FactCodec.encode(host.host() + "/" + key, told));
        facts.addAll(lines(host.host(), key, placed, now));
        return ledger.append(facts).compose(outcome -> {
            boolean repeated = Clerk.repeats(facts.get(0), outcome);
            CrashReceipt receipt = new CrashReceipt(
                    true,
                    repeated,
                    placed.time().at(),
                    evidence.complete(),
                    placed.lines().size(),
                    placed.events());
            return repeated
                    ? Future.succeededFuture(receipt)
                    : Clerk.stored(Future.succeededFuture(outcome)).map(receipt);
        });
    }

    private static List<NewFact> lines(HostId host, String key, PlacedCrash placed, Instant now) {
        List<NewFact> facts = new ArrayList<>();
        int all = placed.lines().size();
        int from = 0;
        while (from < all) {
            int until = until(placed.lines(), from);
            facts.add(FactCodec.encode(
                    host + "/" + key + "/" + from,
                    new FleetFact.CrashLogHeard(
                            host, placed.time(), until == all, placed.lines().subList(from, until), now)));
            from = until;
        }
        return facts;
    }

    /** Where the lines of one fact end: at least one line, at most {@link #MOST_CHARACTERS} in all. */
    private static int until(List<LogLine> lines, int from) {
        int until = from + 1;
        int characters = lines.get(from).text().length();
        while (until < lines.size() && until - from < Intake.LINES) {
            characters += lines.get(until).text().length();
            if (characters > MOST_CHARACTERS) {
                break;
            }
            until++;
        }
        return until;
    }
}
