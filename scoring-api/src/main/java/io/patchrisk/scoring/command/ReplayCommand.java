// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.scoring.replay.CrossValidation;
import io.patchrisk.scoring.replay.ModelSource;
import io.patchrisk.scoring.replay.RecordedHost;
import io.patchrisk.scoring.replay.Replay;
import io.patchrisk.scoring.replay.ShippedCaptures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code patchrisk replay}: scores captures offline, stepping through time as the service would. */
@Command(
        name = "replay",
        description = "Score recorded hosts (capture folders) offline, stepping through time as the service would.")
final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--controls",
            arity = "1..*",
            required = true,
            paramLabel = "DIR",
            description =
                    "Captures of hosts to compare with; those of a cohort that is scored are left out of its own.")
    private List<Path> controls = List.of();

    @Option(
            names = "--patched",
            arity = "1..*",
            required = true,
            paramLabel = "DIR",
            description = "Captures of patched hosts; a capture without a patch is scored as if patched.")
    private List<Path> patched = List.of();

    @Option(names = "--each", description = "One cohort a patched folder, instead of all as one cohort.")
    private boolean each;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "table|json",
            description = "A table, or one JSON object a cohort and line (default: ${DEFAULT-VALUE}).")
    private ReplayFormat format = ReplayFormat.table;

    @Option(
            names = "--soak",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long a cohort must be watched before it may proceed (default: ${DEFAULT-VALUE}).")
    private double soak;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model (default: the shipped one).")
    private @Nullable Path model;

    @Option(
            names = "--cross-validated",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description = "Score each cohort with a model trained on the captures of this folder (default: the shipped"
                    + " ones), but on none of its patch and none of its share of the controls.")
    private @Nullable String crossValidated;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        Set<Path> folders = new LinkedHashSet<>();
        for (Path folder : controls) {
            folders.add(folder.toRealPath());
        }
        Set<Path> others = Set.copyOf(folders);
        List<Path> scored = new ArrayList<>();
        for (Path folder : patched) {
            scored.add(folder.toRealPath());
            folders.add(folder.toRealPath());
        }
        List<RecordedHost> hosts = RecordedHost.readAll(folders, catalogue, folder -> {});
        Policy policy = Policy.DEFAULT.withSoak(soak);
        ModelSource models = models(catalogue, policy);
        List<List<RecordedHost>> cohorts = cohorts(hosts, new LinkedHashSet<>(scored));
        List<ReplayRow> rows = cohorts.parallelStream()
                .map(cohort -> {
                    List<RecordedHost> rest = hosts.stream()
                            .filter(host -> others.contains(host.path()) && !cohort.contains(host))
                            .toList();
                    var riskModel = models.modelFor(cohort);
                    return ReplayRow.of(cohort, new Replay(policy, riskModel).run(cohort, rest), riskModel);
                })
                .collect(Collectors.toList());
        PrintWriter out = Terminal.out(spec);
        format.print(rows, out);
        out.flush();
        return 0;
    }

    private ModelSource models(SignalCatalogue catalogue, Policy policy) throws IOException {
        String training = crossValidated;
        if (training == null) {
            return ModelSource.of(model);
        }
        Path folder = training.isEmpty() ? ShippedCaptures.folder() : Path.of(training);
        return CrossValidation.of(RecordedHost.readAll(ShippedCaptures.in(folder), catalogue, read -> {}), policy);
    }

    /** Cohorts in the order in which their folders were given. */
    private List<List<RecordedHost>> cohorts(List<RecordedHost> hosts, Set<Path> scored) {
        Map<Path, RecordedHost> byPath = hosts.stream().collect(Collectors.toMap(RecordedHost::path, host -> host));
        List<RecordedHost> patchedHosts = new ArrayList<>();
        for (Path path : scored) {
            RecordedHost host = byPath.get(path);
            if (host != null) {
                patchedHosts.add(host);
            }
        }
        return each ? patchedHosts.stream().map(List::of).toList() : List.of(patchedHosts);
    }
}
