// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.Retention;
import io.patchrisk.scoring.store.StoredFact;
import io.patchrisk.scoring.store.sqlite.SqliteFactStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What a store holds once nobody else has it open. */
final class StoredKeys {

    private static final int PAGE = 10_000;

    private StoredKeys() {}

    static Set<String> of(Path file) throws Exception {
        Set<String> keys = new TreeSet<>();
        facts(file).forEach(stored -> keys.add(stored.fact().key()));
        return keys;
    }

    static List<StoredFact> facts(Path file) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Retention all = new Retention(new TreeMap<>(), 1L << 40);
            FactStore store = await(SqliteFactStore.open(vertx, file, all, InstantSource.system()));
            List<StoredFact> facts = new ArrayList<>();
            List<StoredFact> page = await(store.readAfter(0, PAGE));
            while (!page.isEmpty()) {
                facts.addAll(page);
                page = await(store.readAfter(page.get(page.size() - 1).seq(), PAGE));
            }
            await(store.close());
            return facts;
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
