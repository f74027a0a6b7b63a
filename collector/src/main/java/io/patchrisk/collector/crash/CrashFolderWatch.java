// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches folders of this machine for crashes of hosts, again and again, and hands on what is new. Disks are read by one
 * worker, never by the event loop. Confined to the context it was made on.
 */
public final class CrashFolderWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CrashFolderWatch.class);

    /** A search over NFS may wait for a server that is gone. */
    private static final Duration LONGEST_SEARCH = Duration.ofMinutes(5);

    private static final Duration MAKEDUMPFILE = Duration.ofSeconds(60);

    /** Crashes remembered as handed on; forgotten ones are handed on again, which changes nothing. */
    private static final int REMEMBERED = 20_000;

    private final Vertx vertx;
    private final List<WatchedFolder> folders;
    private final long everyMillis;
    private final CrashSink sink;
    private final InstantSource clock;
    private final WorkerExecutor worker;
    private final Map<String, String> handedOn = new LinkedHashMap<>();
    private final Map<String, String> unclaimed = new LinkedHashMap<>();
    private volatile CrashCounts counts = CrashCounts.NONE;
    private Future<Void> round = Future.succeededFuture();
    private long timer = -1;

    public CrashFolderWatch(
            Vertx vertx, List<WatchedFolder> folders, Duration interval, CrashSink sink, InstantSource clock) {
        this.vertx = vertx;
        this.folders = List.copyOf(folders);
        this.everyMillis = Math.max(1, interval.toMillis());
        this.sink = sink;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor(
                "patchrisk-crash-folders", 1, LONGEST_SEARCH.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Searches once, then at every interval. The first search does not hold the start up. */
    public void start() {
        timer = vertx.setPeriodic(everyMillis, tick -> search());
        search();
    }

    /** Searches no more; succeeds when the search under way has ended. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return round.otherwiseEmpty().eventually(worker::close);
    }

    /** What became of crashes so far. Safe to read from any thread. */
    public CrashCounts counts() {
        return counts;
    }

    /** One search; the one under way where there is one. */
    Future<Void> search() {
        if (round.isComplete()) {
            round = worker.executeBlocking(this::scan, true)
                    .compose(this::handOn)
                    .onFailure(e -> LOG.error("a search for crashes failed", e));
        }
        return round;
    }

    private record Found(WatchedFolder folder, FoundCrash crash) {

        String place() {
            return crash.evidence().path();
        }

        /** Changes when there is more to tell; a dump that is still written grows, which is nothing new. */
        String state() {
            CrashEvidence evidence = crash.evidence();
            StringBuilder state = new StringBuilder().append(evidence.complete());
            evidence.files().stream()
                    .filter(file -> file.role() != FileRole.PARTIAL_DUMP && file.role() != FileRole.PARTIAL_LOG)
                    .forEach(file ->
                            state.append('/').append(file.name()).append('=').append(file.bytes()));
            return state.toString();
        }
    }

    private record Search(List<Found> found, Map<String, Integer> passedOver) {}

    private Search scan() {
        List<Found> found = new ArrayList<>();
        Map<String, Integer> passedOver = new TreeMap<>();
        for (WatchedFolder folder : folders) {
            CrashScan scan = CrashScanner.scan(folder.path());
            scan.found().forEach(crash -> found.add(new Found(folder, crash)));
            scan.passedOver().forEach((reason, count) -> passedOver.merge(reason, count, Integer::sum));
            if (!Files.isDirectory(folder.path()) || !Files.isReadable(folder.path())) {
                Folder.count(passedOver, "no_folder");
            }
        }
        return new Search(found, passedOver);
    }

    private Future<Void> handOn(Search search) {
        CrashCounts before = counts;
        counts = new CrashCounts(
                before.found(),
                before.stored(),
                before.unknownHost(),
                before.failed(),
                search.passedOver(),
                clock.instant());
        Future<Void> done = Future.succeededFuture();
        for (Found one : search.found()) {
            if (!one.state().equals(handedOn.get(one.place()))) {
                done = done.compose(previous -> handOn(one));
            }
        }
        return done;
    }

    private Future<Void> handOn(Found found) {
        FoundCrash crash = found.crash();
        return worker.executeBlocking(() -> log(crash), true)
                .compose(log -> sink.accept(found.folder().host(), crash.hostNames(), crash.evidence(), log.log()))
                .map(taken -> noted(found, taken))
                .recover(e -> {
                    LOG.error("the crash in {} was not stored and is tried again", found.place(), e);
                    count(0, 0, 1);
                    return Future.succeededFuture();
                });
    }

    private @Nullable Void noted(Found found, CrashSink.Taken taken) {
        if (taken == CrashSink.Taken.STORED) {
            count(1, 0, 0);
            unclaimed.remove(found.place());
            remember(handedOn, found);
        } else if (!found.state().equals(unclaimed.get(found.place()))) {
            count(0, 1, 0);
            remember(unclaimed, found);
            LOG.warn(
                    "the crash in {} is of no known host (tried {})",
                    found.place(),
                    found.crash().hostNames());
        }
        return null;
    }

    private static void remember(Map<String, String> places, Found found) {
        places.put(found.place(), found.state());
        if (places.size() > REMEMBERED) {
            places.remove(places.keySet().iterator().next());
        }
    }

    private void count(int stored, int unknownHost, int failed) {
        CrashCounts before = counts;
        counts = new CrashCounts(
                before.found() + 1,
                before.stored() + stored,
                before.unknownHost() + unknownHost,
                before.failed() + failed,
                before.passedOver(),
                before.lastSearch());
    }

    /** A log, or none. */
    private record Logged(@Nullable CrashLog log) {}

    private static Logged log(FoundCrash crash) {
        FoundCrash.LogPlace place = crash.log();
        Path dump = crash.dump();
        try {
            if (place != null) {
                return new Logged(place.read());
            }
        } catch (IOException e) {
            LOG.warn(
                    "the log of the crash in {} cannot be read: {}",
                    crash.evidence().path(),
                    e.getMessage());
        }
        if (dump == null) {
            return new Logged(null);
        }
        DumpedLog.Outcome outcome = DumpedLog.read(dump, "makedumpfile", MAKEDUMPFILE);
        if (outcome instanceof DumpedLog.Outcome.NotRead not) {
            LOG.info("no log of {}: {}", dump, not.why());
        }
        return new Logged(outcome instanceof DumpedLog.Outcome.Read read ? read.log() : null);
    }
}
