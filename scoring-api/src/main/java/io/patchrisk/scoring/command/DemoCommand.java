// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.app.Pace;
import io.patchrisk.scoring.app.Service;
import io.patchrisk.scoring.app.Setup;
import io.patchrisk.scoring.demo.DemoModel;
import io.patchrisk.scoring.demo.DemoPlan;
import io.patchrisk.scoring.demo.DemoService;
import io.patchrisk.scoring.demo.Playbill;
import io.patchrisk.scoring.demo.RecordedFleet;
import io.patchrisk.scoring.demo.RolloutTool;
import io.patchrisk.scoring.demo.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patchrisk demo}: three rollouts of real live patches, on recorded hosts, to a real service. */
@Command(
        name = "demo",
        description = "Play recordings of real live patches to a real service: one good, one that oopses, one that only"
                + " slows the host.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int WRONG = 1;

    /** Recordings end 90 s after their change. */
    private static final Duration AFTER = Duration.ofSeconds(88);

    private static final Duration START = Duration.ofSeconds(60);
    private static final long TELL_MILLIS = 500;
    private static final double PROGRESS_SECONDS = 20;

    @Option(names = "--good", arity = "1..*", paramLabel = "ID", description = "Captures that should proceed.")
    private List<String> good = DemoPlan.GOOD;

    @Option(names = "--bad", arity = "1..*", paramLabel = "ID", description = "Captures that should stop.")
    private List<String> bad = DemoPlan.BAD;

    @Option(names = "--silent", arity = "1..*", paramLabel = "ID", description = "Captures that should stop silently.")
    private List<String> silent = DemoPlan.SILENT;

    @Option(names = "--exit", description = "End after the table, instead of going on to serve the console.")
    private boolean exit;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port of API and console; 0 lets the system choose (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--speed",
            defaultValue = "4",
            paramLabel = "TIMES",
            description = "Recorded seconds a real second (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        Logger.getLogger("io.patchrisk").setLevel(Level.WARNING);
        DemoPlan plan = DemoPlan.of(good, bad, silent);
        Path folder = Files.createTempDirectory("patchrisk-demo");
        try {
            return play(plan, folder, out);
        } finally {
            delete(folder);
        }
    }

    private int play(DemoPlan plan, Path folder, PrintWriter out) throws Exception {
        out.printf(
                "Three rollouts of real live patches, %d patched hosts and %d controls, all recorded on real kernels.%n",
                plan.hosts() - plan.controls().size(), plan.controls().size());
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        RiskModel model = train(plan, catalogue, folder, out);
        List<Capture> captures = read(plan);
        Instant start = start();
        Stage stage = new Stage(start, speed, AFTER);
        Vertx vertx = Vertx.vertx();
        RecordedFleet fleet = new RecordedFleet(vertx, stage, captures);
        Map<HostId, URI> exporters = await(fleet.startExporters());
        Setup setup = new Setup(
                DemoService.config(folder.resolve("demo.db"), port, captures, exporters, fleet.senders()),
                catalogue,
                model,
                new Pace(stage, speed));
        Running running = Running.start(vertx, setup);
        Service service = running.service();
        Integer netconsole = service.netconsolePort();
        await(fleet.openKernels("127.0.0.1", netconsole == null ? 0 : netconsole));
        URI console = URI.create("http://127.0.0.1:" + service.port() + "/");
        RolloutTool tool = new RolloutTool(console);
        for (DemoPlan.Part part : plan.rollouts()) {
            declare(tool, part, captures);
        }
        double played = Stage.BEFORE.plus(AFTER).toSeconds();
        out.printf("The service runs at %s; %.0f s are played in %.0f s.%n%n", console, played, played / speed);
        out.printf("  time is counted from the patch; each line is a decision that became another one%n");
        out.flush();
        stage.begin(service::caughtUpTo);
        boolean right = perform(fleet, stage, new Playbill(tool, plan, start.plus(Stage.BEFORE), out));
        await(service.stopSources());
        await(fleet.stop());
        out.printf("console: %s%n", console);
        out.flush();
        if (!exit) {
            out.printf("It goes on serving what was seen; end it with Ctrl-C.%n");
            out.flush();
            running.untilToldToEnd();
        }
        running.stop();
        return right ? 0 : WRONG;
    }

    /** When the recordings begin by the service's clock, such that they end in the present. */
    private Instant start() {
        Duration played = Stage.BEFORE.plus(AFTER);
        long ahead = (long) (played.toMillis() * (1 - 1 / speed));
        return Instant.now().minusMillis(ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    private static RiskModel train(DemoPlan plan, SignalCatalogue catalogue, Path folder, PrintWriter out)
            throws IOException {
        int all = plan.training().size();
        out.printf("Training a model on %d other recordings; it sees none of these %d: ", all, plan.hosts());
        out.flush();
        AtomicInteger read = new AtomicInteger();
        RiskModel model = DemoModel.train(plan.training(), catalogue, Policy.DEFAULT, folder.resolve("model"), each -> {
            if (read.incrementAndGet() % 5 == 0) {
                out.print(".");
                out.flush();
            }
        });
        out.printf(" model %s%n", model.card().id());
        out.flush();
        return model;
    }

    private static List<Capture> read(DemoPlan plan) throws IOException {
        List<Path> folders = new ArrayList<>(plan.controls());
        plan.rollouts().forEach(part -> folders.addAll(part.hosts()));
        List<Capture> captures = new ArrayList<>();
        for (Path folder : folders) {
            captures.add(CaptureReader.read(folder));
        }
        return captures;
    }

    private static void declare(RolloutTool tool, DemoPlan.Part part, List<Capture> captures)
            throws IOException, InterruptedException {
        TreeSet<String> modules = new TreeSet<>();
        TreeSet<String> functions = new TreeSet<>();
        List<String> hosts = part.hosts().stream()
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
        for (Capture capture : captures) {
            var patch = capture.meta().patch();
            if (hosts.contains(capture.id()) && patch != null) {
                modules.add(patch.name());
                functions.addAll(patch.functions());
            }
        }
        tool.declare(part.name(), List.copyOf(modules), List.copyOf(functions), hosts);
    }

    private static boolean perform(RecordedFleet fleet, Stage stage, Playbill playbill)
            throws IOException, InterruptedException {
        fleet.begin();
        double next = -Stage.BEFORE.toSeconds() + PROGRESS_SECONDS;
        while (!stage.ended()) {
            Thread.sleep(TELL_MILLIS);
            playbill.tellNews();
            if (stage.sinceChange() >= next) {
                playbill.tellProgress(stage);
                next += PROGRESS_SECONDS;
            }
        }
        // Two more looks at what has arrived.
        Thread.sleep(2 * TELL_MILLIS);
        playbill.tellNews();
        return playbill.tellEnd();
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(START.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void delete(Path folder) throws IOException {
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
