// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.scoring.app.Service;
import io.patchrisk.scoring.app.Setup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service in this process, from its start until a signal ends it. The process does not end before the service has. */
final class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Service service;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean waiting;

    private Running(Vertx vertx, Service service) {
        this.vertx = vertx;
        this.service = service;
    }

    /** Starts a service; throws {@link IllegalStateException}, saying why, when it cannot. */
    static Running start(Vertx vertx, Setup setup) {
        try {
            Service service = await(Service.start(vertx, setup), START);
            Running running = new Running(vertx, service);
            Runtime.getRuntime().addShutdownHook(new Thread(running::stopAndHalt, "patchrisk-shutdown"));
            return running;
        } catch (CompletionException | TimeoutException e) {
            vertx.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("the service cannot start: " + cause.getMessage(), cause);
        }
    }

    Service service() {
        return service;
    }

    /** Waits until a signal has ended the service. */
    void untilToldToEnd() throws InterruptedException {
        waiting = true;
        ended.await();
    }

    /**
     * By itself the JVM ends with 143 after SIGTERM, which reads as a failure although all is stored. Whoever exits
     * on his own keeps his status.
     */
    private void stopAndHalt() {
        stop();
        if (waiting) {
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Stops the service and waits until everything that arrived is stored. */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        try {
            await(service.stop(), STOP);
            await(vertx.close(), STOP);
        } catch (CompletionException | TimeoutException e) {
            LOG.error("the service did not stop cleanly within {}: {}", STOP, e.getMessage(), e);
            // Halts with a status that says so: exit would wait for this very hook.
            Runtime.getRuntime().halt(1);
        } finally {
            ended.countDown();
        }
    }

    private static <T> T await(Future<T> future, Duration bound) throws TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
