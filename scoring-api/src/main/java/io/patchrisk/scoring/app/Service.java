// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.scoring.config.ListenConfig;
import io.patchrisk.scoring.config.NetconsoleConfig;
import io.patchrisk.scoring.config.ServiceConfig;
import io.patchrisk.scoring.config.StoreConfig;
import io.patchrisk.scoring.config.SyslogConfig;
import io.patchrisk.scoring.fleet.FactCodec;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.http.ApiContract;
import io.patchrisk.scoring.http.HttpFace;
import io.patchrisk.scoring.rollout.CandidateClerk;
import io.patchrisk.scoring.rollout.CrashClerk;
import io.patchrisk.scoring.rollout.EarlyLook;
import io.patchrisk.scoring.rollout.Follower;
import io.patchrisk.scoring.rollout.Intake;
import io.patchrisk.scoring.rollout.Ledger;
import io.patchrisk.scoring.rollout.ServiceDesk;
import io.patchrisk.scoring.store.FactStore;
import io.patchrisk.scoring.store.Retention;
import io.patchrisk.scoring.store.sqlite.SqliteFactStore;
import io.patchrisk.scoring.telemetry.HttpMeters;
import io.patchrisk.scoring.telemetry.ManagementServer;
import io.patchrisk.scoring.telemetry.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running service. Starts in the order in which facts flow, and stops in the opposite one. */
public final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** Requests under way may take this long once nothing new is let in. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final FactStore store;
    private final Ledger ledger;
    private final Follower follower;
    private final Intake intake;
    private final Sources sources;
    private final ServiceMeters meters;
    private final Alerts alerts;
    private final EarlyLook early;
    private final HttpFace http;
    private final ManagementServer management;
    private final List<Long> timers;

    private Service(
            Parts parts,
            Alerts alerts,
            EarlyLook early,
            HttpFace http,
            ManagementServer management,
            List<Long> timers) {
        this.vertx = parts.vertx;
        this.store = parts.store;
        this.ledger = parts.ledger;
        this.follower = parts.follower;
        this.intake = parts.intake;
        this.sources = parts.sources;
        this.meters = parts.meters;
        this.alerts = alerts;
        this.early = early;
        this.http = http;
        this.management = management;
        this.timers = timers;
    }

    /** What is put together before anything listens. */
    private record Parts(
            Vertx vertx,
            Setup setup,
            FactStore store,
            Ledger ledger,
            Follower follower,
            Intake intake,
            Fleet fleet,
            Sources sources,
            ServiceMeters meters,
            PrometheusMeterRegistry registry) {}

    /** Starts everything; what was started is stopped again when something cannot be. */
    public static Future<Service> start(Vertx vertx, Setup setup) {
        StoreConfig store = setup.config().store();
        Retention retention = new Retention(
                new TreeMap<>(Map.of(
                        FactCodec.READING,
                        store.keepReadings(),
                        FactCodec.KERNEL_LOG,
                        store.keepKernelLogs(),
                        FactCodec.LIVEPATCH,
                        store.keepKernelLogs(),
                        FactCodec.PUSH,
                        store.keepKernelLogs(),
                        FactCodec.CRASH,
                        store.keepKernelLogs(),
                        FactCodec.CRASH_LOG,
                        store.keepKernelLogs())),
                store.diskBudget());
        Future<ApiContract> api = ApiContract.read(vertx);
        return SqliteFactStore.open(vertx, store.path(), retention, setup.pace().clock())
                .compose(opened -> parts(vertx, setup, opened)
                        .compose(parts -> start(parts, api))
                        .recover(e -> opened.close().transform(closed -> Future.failedFuture(e))));
    }

    private static Future<Parts> parts(Vertx vertx, Setup setup, FactStore store) {
        ServiceConfig config = setup.config();
        Map<String, Signal> signals = new HashMap<>();
        setup.catalogue().signals().forEach(signal -> signals.put(signal.name(), signal));
        Fleet fleet = new Fleet(
                signals,
                config.hosts().list(),
                setup.interval(),
                config.store().keepReadings(),
                config.assessment().reapplied());
        config.sources().scrape().targets().forEach(target -> fleet.expect(target.host()));
        NetconsoleConfig kernels = config.sources().netconsole();
        if (kernels != null) {
            kernels.sources().values().forEach(fleet::expect);
        }
        SyslogConfig syslog = config.sources().syslog();
        if (syslog != null) {
            syslog.sources().values().forEach(fleet::expect);
        }
        Context context = vertx.getOrCreateContext();
        Ledger ledger = new Ledger(store, fleet, context);
        Intake intake = new Intake(ledger, setup.pace().clock());
        Follower follower = new Follower(
                vertx,
                ledger,
                fleet,
                setup.policy(),
                setup.model(),
                config.assessment().interval(),
                setup.pace().clock());
        CrashClerk crashes = new CrashClerk(ledger, fleet, setup.pace().clock());
        return Sources.create(vertx, setup, intake, crashes).map(sources -> {
            PrometheusMeterRegistry registry = Meters.create();
            ServiceMeters meters = new ServiceMeters(registry, follower.events(), store, setup.model());
            IngestMeters ingest = new IngestMeters(registry, setup.pace().clock());
            ingest.sources(sources, intake, config.assessment().silentAfter());
            ingest.gaps(fleet::missingMessages);
            return new Parts(vertx, setup, store, ledger, follower, intake, fleet, sources, meters, registry);
        });
    }

    private static Future<Service> start(Parts parts, Future<ApiContract> api) {
        ServiceConfig config = parts.setup.config();
        Duration interval = config.assessment().interval();
        ServiceDesk desk = new ServiceDesk(
                parts.ledger,
                parts.fleet,
                parts.follower,
                parts.intake,
                new CandidateClerk(
                        parts.vertx,
                        parts.ledger,
                        parts.fleet,
                        parts.setup.training(),
                        parts.setup.pace().clock()),
                interval,
                config.assessment().watch(),
                config.policy().firstWaveMax(),
                parts.setup.pace().clock());
        new IngestMeters(parts.registry, parts.setup.pace().clock()).pushes(desk.pushes());
        HttpMeters httpMeters = new HttpMeters(parts.registry);
        return parts.ledger
                .catchUp()
                .compose(done -> parts.follower.look())
                .compose(done -> Alerts.start(parts.vertx, parts.setup, desk))
                .compose(alerts -> start(parts, desk, alerts, api, httpMeters))
                .onFailure(e -> parts.sources.stop());
    }

    private static Future<Service> start(
            Parts parts, ServiceDesk desk, Alerts alerts, Future<ApiContract> api, HttpMeters httpMeters) {
        ServiceConfig config = parts.setup.config();
        alerts.meters(parts.registry);
        EarlyLook early = early(parts, desk, alerts);
        return parts.ledger
                .listen(early::hear)
                .compose(done -> parts.sources.start())
                .compose(done -> api)
                .compose(contract -> OwnLoop.run(
                        parts.vertx,
                        () -> HttpFace.start(
                                parts.vertx,
                                contract,
                                address(config.http()),
                                desk,
                                parts.setup.pace().clock(),
                                httpMeters)))
                .compose(face -> ManagementServer.start(
                                parts.vertx,
                                config.management().host(),
                                config.management().port(),
                                parts.registry,
                                Conditions.of(parts.setup, parts.store, parts.follower))
                        .map(management ->
                                new Service(parts, alerts, early, face, management, timers(parts, desk, alerts))))
                .onFailure(e -> alerts.stop());
    }

    private static EarlyLook early(Parts parts, ServiceDesk desk, Alerts alerts) {
        return new EarlyLook(
                parts.vertx,
                parts.fleet,
                parts.follower,
                parts.setup.pace().clock(),
                // A round under way may have begun before what was just stored.
                () -> parts.follower.settle().compose(done -> look(parts, desk, alerts)));
    }

    private static SocketAddress address(ListenConfig listen) {
        return SocketAddress.inetSocketAddress(listen.port(), listen.host());
    }

    /** Everything that arrived is looked at, and the metrics say so. */
    private static Future<Void> look(Parts parts, ServiceDesk desk, Alerts alerts) {
        long begun = System.nanoTime();
        return parts.ledger
                .catchUp()
                .compose(done -> parts.follower.look())
                .onSuccess(done -> parts.meters.looked(Duration.ofNanos(System.nanoTime() - begun)))
                .compose(done -> desk.standings())
                .onSuccess(parts.meters::rollouts)
                .onSuccess(alerts::take)
                .compose(done -> desk.observed())
                .onSuccess(parts.meters::hosts)
                .mapEmpty();
    }

    private static List<Long> timers(Parts parts, ServiceDesk desk, Alerts alerts) {
        Pace pace = parts.setup.pace();
        long look = pace.real(parts.setup.config().assessment().interval()).toMillis();
        long prune = pace.real(PRUNE_EVERY).toMillis();
        return List.of(
                parts.vertx.setPeriodic(
                        look,
                        tick -> look(parts, desk, alerts)
                                .onFailure(e -> LOG.error("a look failed: {}", e.getMessage(), e))),
                parts.vertx.setPeriodic(
                        prune,
                        tick -> parts.store
                                .prune(pace.clock().instant())
                                .onFailure(e -> LOG.error("pruning the store failed: {}", e.getMessage(), e))));
    }

    /** Port of the API and the console. */
    public int port() {
        return http.port();
    }

    /** Port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** UDP port that takes netconsole messages; null when none is configured. */
    public @Nullable Integer netconsolePort() {
        return sources.kernels().netconsolePort();
    }

    /** The time up to which everything that arrived has been stored and looked at; null before the first look. */
    public @Nullable Instant caughtUpTo() {
        Instant looked = follower.lastRound();
        Instant stored = intake.underWaySince();
        return stored != null && looked != null && stored.isBefore(looked) ? stored : looked;
    }

    /** Asks and hears hosts no more; what was seen is still served. */
    public Future<Void> stopSources() {
        return sources.stop();
    }

    /** Stops to listen, answers what is under way, stores what has arrived, and closes. */
    public Future<Void> stop() {
        management.leave();
        timers.forEach(vertx::cancelTimer);
        early.close();
        return http.stop(DRAIN)
                .eventually(() -> sources.stop())
                .eventually(() -> follower.settle())
                .eventually(() -> alerts.stop())
                .eventually(() -> ledger.catchUp())
                .eventually(() -> store.close())
                .eventually(() -> management.stop(DRAIN))
                .onComplete(done -> meters.close());
    }
}
