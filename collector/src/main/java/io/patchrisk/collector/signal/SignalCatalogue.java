// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.model.fact.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The signals that are watched, each with what it means and how it is computed. */
public final class SignalCatalogue {

    private final Map<String, SignalDefinition> byName;
    private final Set<String> metrics;

    private SignalCatalogue(Map<String, SignalDefinition> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        this.metrics = new HashSet<>(HostState.METRICS);
        byName.values()
                .forEach(definition ->
                        definition.computation().selectors().forEach(selector -> metrics.add(selector.metric())));
    }

    /** The signals of every Linux host that runs node_exporter 1.5 or newer. */
    public static SignalCatalogue bundled() {
        return new SignalCatalogue(new LinkedHashMap<>()).withResource("signals.yaml");
    }

    /** This catalogue with the service signals of the lab's workload, which the recorded hosts state. */
    public SignalCatalogue withLabSignals() {
        return withResource("lab-signals.yaml");
    }

    /** This catalogue with the signals of a user's file. */
    public Extension with(Path file) {
        try {
            return with(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            return new Extension.Refused(List.of(new CatalogueProblem(
                    file.toString(), 0, "signals", "cannot be read: " + unreadable, "give a readable UTF-8 file")));
        }
    }

    /** This catalogue with the signals of a YAML text; {@code source} names it in problems. */
    public Extension with(String source, String yaml) {
        CatalogueYaml.Outcome read = CatalogueYaml.read(source, yaml, byName.keySet());
        if (!read.problems().isEmpty()) {
            return new Extension.Refused(read.problems());
        }
        Map<String, SignalDefinition> all = new LinkedHashMap<>(byName);
        read.definitions().forEach(definition -> all.put(definition.signal().name(), definition));
        return new Extension.Extended(new SignalCatalogue(all));
    }

    private SignalCatalogue withResource(String name) {
        try (InputStream in = SignalCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the collector");
            }
            return with(name, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .orThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read resource " + name, unreadable);
        }
    }

    /** All definitions, in the order in which they were added. */
    public List<SignalDefinition> definitions() {
        return List.copyOf(byName.values());
    }

    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        byName.values().forEach(definition -> signals.add(definition.signal()));
        return signals;
    }

    public Optional<Signal> signal(String name) {
        return Optional.ofNullable(byName.get(name)).map(SignalDefinition::signal);
    }

    /** Names of all metrics that a scrape must keep. */
    public Set<String> metrics() {
        return Collections.unmodifiableSet(metrics);
    }

    /** A parser that keeps what this catalogue needs; one serves all hosts. */
    public ExpositionParser parser() {
        return new ExpositionParser(metrics::contains);
    }

    /** A reader for one host that is scraped every {@code interval}. */
    public SignalReader reader(Duration interval) {
        return new SignalReader(definitions(), interval);
    }
}
