// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.signal.CatalogueProblem;
import io.patchrisk.collector.signal.Extension;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.scoring.app.Pace;
import io.patchrisk.scoring.app.Service;
import io.patchrisk.scoring.app.Setup;
import io.patchrisk.scoring.config.ConfigReader;
import io.patchrisk.scoring.config.ConfigReading;
import io.patchrisk.scoring.config.ServiceConfig;
import io.patchrisk.scoring.replay.ModelSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patchrisk serve}: runs the service until it is told to end. */
@Command(name = "serve", description = "Run the service until SIGTERM or SIGINT.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private static final int MISCONFIGURED = 2;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; stronger than file and environment. May be given again.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--check-config", description = "Say what the configuration amounts to, and end.")
    private boolean check;

    @Option(
            names = "--start-and-stop",
            hidden = true,
            description = "Stop as soon as everything has started; the launcher's class archive learns from it.")
    private boolean startAndStop;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Terminal.out(spec);
        PrintWriter err = Terminal.err(spec);
        ConfigReading reading = ConfigReader.read(config, System.getenv(), settings);
        if (!(reading instanceof ConfigReading.Valid valid)) {
            err.print(reading.render());
            err.flush();
            return MISCONFIGURED;
        }
        Extension signals = catalogue(valid.config());
        if (signals instanceof Extension.Refused refused) {
            err.println(refused.problems().stream()
                    .map(CatalogueProblem::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
            err.flush();
            return MISCONFIGURED;
        }
        if (check) {
            out.print(reading.render());
            out.flush();
            return 0;
        }
        Setup setup = new Setup(valid.config(), signals.orThrow(), model(valid.config()), Pace.real());
        return run(setup, out);
    }

    private static Extension catalogue(ServiceConfig config) {
        SignalCatalogue bundled = SignalCatalogue.bundled();
        Path file = config.signals().file();
        return file == null ? new Extension.Extended(bundled) : bundled.with(file);
    }

    /** Without a model the service runs, answers hold or unknown, and is not ready. */
    private static @Nullable RiskModel model(ServiceConfig config) {
        try {
            return ModelSource.of(config.model().path()).modelFor(List.of());
        } catch (IOException e) {
            LOG.error("no model: {}; nothing will proceed", e.getMessage());
            return null;
        }
    }

    private Integer run(Setup setup, PrintWriter out) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        Running running = Running.start(vertx, setup);
        Service service = running.service();
        out.printf(
                "patchrisk: console and API on http://%s:%d/, health and metrics on http://%s:%d/metrics%n",
                setup.config().http().host(),
                service.port(),
                setup.config().management().host(),
                service.managementPort());
        out.flush();
        if (startAndStop) {
            running.stop();
            return 0;
        }
        running.untilToldToEnd();
        return 0;
    }
}
