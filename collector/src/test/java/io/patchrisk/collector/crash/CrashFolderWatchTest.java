// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.crash.CrashSink.Taken;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFolderWatchTest {

    private static final HostId WEB = new HostId("web-1");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Sink sink = new Sink();
    private CrashFolderWatch watch;

    /** Takes what it is given, or fails, or knows nobody. */
    private static final class Sink implements CrashSink {
        final List<CrashEvidence> evidence = Collections.synchronizedList(new ArrayList<>());
        final List<List<String>> names = Collections.synchronizedList(new ArrayList<>());
        final List<CrashLog> logs = Collections.synchronizedList(new ArrayList<>());
        volatile Future<Taken> outcome = Future.succeededFuture(Taken.STORED);
        volatile String thread = "";

        @Override
        public Future<Taken> accept(HostId host, List<String> known, CrashEvidence found, CrashLog log) {
            evidence.add(found);
            names.add(host == null ? known : List.of(host.value()));
            logs.add(log);
            thread = Thread.currentThread().getName();
            return outcome;
        }
    }

    @BeforeEach
    void start() {
        watch = on(() -> Future.succeededFuture(new CrashFolderWatch(
                vertx,
                List.of(new WatchedFolder(folder.resolve("nfs"), null), new WatchedFolder(folder.resolve("mine"), WEB)),
                Duration.ofDays(1),
                sink,
                InstantSource.fixed(Dumps.CRASHED))));
    }

    @AfterEach
    void stop() {
        on(() -> watch.stop());
        on(vertx::close);
    }

    private Context context;

    private <T> T on(java.util.function.Supplier<Future<T>> step) {
        if (context == null) {
            context = vertx.getOrCreateContext();
        }
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> step.get().onComplete(promise));
        try {
            return promise.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("did not succeed within 30 s", e);
        }
    }

    private void search() {
        on(() -> watch.search());
    }

    private void crash(String directory) throws IOException {
        Dumps.write(folder.resolve(directory).resolve("vmcore-dmesg.txt"), Logs.TEXT.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void handsOnEachCrashOnceWithItsLogAndItsHost() throws IOException {
        crash("nfs/web-7/127.0.0.1-2026-11-22-10:00:20");
        crash("nfs/10.0.0.9-2026-11-22-11:00:20");
        crash("mine/127.0.0.1-2026-11-22-10:00:20");

        search();
        search();

        assertThat(sink.names).containsExactlyInAnyOrder(List.of("web-7"), List.of("10.0.0.9"), List.of("web-1"));
        assertThat(sink.logs).allSatisfy(log -> assertThat(log.text()).isEqualTo(Logs.TEXT));
        assertThat(sink.thread).contains("eventloop");
        assertThat(watch.counts().found()).isEqualTo(3);
        assertThat(watch.counts().stored()).isEqualTo(3);
        assertThat(watch.counts().lastSearch()).isEqualTo(Dumps.CRASHED);
    }

    @Test
    void handsOnAgainWhatIsMoreCompleteButNotWhatOnlyGrows() throws IOException {
        Path dump = folder.resolve("nfs/10.0.0.9-2026-11-22-11:00:20/vmcore-incomplete");
        crash("nfs/10.0.0.9-2026-11-22-11:00:20");
        Dumps.write(dump, new byte[10]);
        search();
        Dumps.write(dump, new byte[1000]);
        search();
        assertThat(sink.evidence).hasSize(1);

        Files.move(dump, dump.resolveSibling("vmcore"));
        search();

        assertThat(sink.evidence).extracting(CrashEvidence::complete).containsExactly(false, true);
    }

    @Test
    void triesAgainWhatWasNotStored() throws IOException {
        crash("nfs/10.0.0.9-2026-11-22-11:00:20");
        sink.outcome = Future.failedFuture("the disk is full");
        search();
        sink.outcome = Future.succeededFuture(Taken.UNKNOWN_HOST);
        search();
        search();
        sink.outcome = Future.succeededFuture(Taken.STORED);
        search();
        search();

        assertThat(sink.evidence).hasSize(4);
        CrashCounts counts = watch.counts();
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.unknownHost()).as("counted when it was first seen").isEqualTo(1);
        assertThat(counts.stored()).isEqualTo(1);
        assertThat(counts.found()).isEqualTo(3);
    }

    @Test
    void saysThatAFolderIsGoneAndGoesOn() throws IOException {
        crash("mine/127.0.0.1-2026-11-22-10:00:20");

        search();

        assertThat(watch.counts().passedOver()).containsEntry("no_folder", 1);
        assertThat(sink.evidence).hasSize(1);
    }
}
