// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A fact store that forgets everything with its process; keeps the promises of {@link FactStore} otherwise. */
public final class MemoryStore implements FactStore {

    private final InstantSource clock;
    private final Map<String, StoredFact> byKey = new LinkedHashMap<>();
    private final List<StoredFact> log = new ArrayList<>();

    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Appended> append(List<NewFact> facts) {
        Map<String, NewFact> seen = new LinkedHashMap<>();
        for (NewFact fact : facts) {
            StoredFact known = byKey.get(fact.key());
            if (known != null && !known.fact().saysTheSameAs(fact)) {
                return Future.succeededFuture(new Appended.Conflict(fact.key(), known.seq()));
            }
            seen.put(fact.key(), fact);
        }
        int before = log.size();
        seen.values().stream().filter(fact -> !byKey.containsKey(fact.key())).forEach(this::add);
        List<Long> seqs =
                facts.stream().map(fact -> byKey.get(fact.key()).seq()).toList();
        return Future.succeededFuture(new Appended.Stored(seqs, log.size() - before));
    }

    private void add(NewFact fact) {
        StoredFact stored = new StoredFact(log.size() + 1L, clock.instant(), fact);
        byKey.put(fact.key(), stored);
        log.add(stored);
    }

    @Override
    public synchronized Future<List<StoredFact>> readAfter(long seq, int limit) {
        return Future.succeededFuture(
                log.stream().filter(fact -> fact.seq() > seq).limit(limit).toList());
    }

    /** Everything, in order. */
    public synchronized List<StoredFact> all() {
        return List.copyOf(log);
    }

    @Override
    public Future<StoreState> state() {
        return Future.succeededFuture(
                new StoreState(log.size(), 0, 0, 1, null, Pruned.none(), new AppendCounts(0, 0, 0, 0, 0, Map.of(), 0)));
    }

    @Override
    public Future<Pruned> prune(Instant now) {
        return Future.succeededFuture(new Pruned(new TreeMap<>(), new TreeMap<>()));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
