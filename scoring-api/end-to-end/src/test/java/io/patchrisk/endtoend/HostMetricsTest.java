// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether hosts give what the rules look for: a mistyped name is no error anywhere, it only never fires. */
class HostMetricsTest {

    private static final Path HOME = Path.of(System.getProperty("patchrisk.home"));

    /** Names between colons are those of recordings, names of groups have a dot before them. */
    private static final Pattern NAME =
            Pattern.compile("(?<![:.\\w])(?:node|kernel|livepatch|kdump|pstore)_[A-Za-z0-9_]+(?![:\\w])");

    private static final Pattern FAMILY = Pattern.compile("(?m)^  family (\\w+) ");

    /** Given by some kernels and machines only: scheduler statistics, memory with error correction, connection tracking. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("node_(schedstat|edac|nf_conntrack|pressure|udp_queues|disk|entropy|memory_Percpu).*");

    @TempDir
    private Path folder;

    @Test
    void giveEveryMetricThatTheRulesName() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.list(HOME.resolve("grafana/prometheus"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".rules.yaml"))
                    .toList()) {
                // Comments and sentences may name what no rule asks for.
                String rules = Files.readAllLines(file).stream()
                        .filter(line -> !line.matches(" *(#|summary:|description:|runbook_url:).*"))
                        .map(line -> line.replaceAll("\"[^\"]*\"", ""))
                        .collect(Collectors.joining("\n"));
                Matcher names = NAME.matcher(rules);
                while (names.find()) {
                    named.add(names.group());
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(60);
        named.removeIf(name -> ELSEWHERE.matcher(name).matches());

        named.removeAll(families());
        named.removeAll(nodeExporter());

        assertThat(named).as("named by rules, and given by no host").isEmpty();
    }

    private static Set<String> families() throws IOException {
        Set<String> families = new TreeSet<>();
        Matcher family = FAMILY.matcher(Files.readString(HOME.resolve("collector/hosts/livepatch-textfile.sh")));
        while (family.find()) {
            families.add(family.group(1));
        }
        return families;
    }

    private Set<String> nodeExporter() throws Exception {
        try (Servers servers = new Servers(folder)) {
            List<URI> metrics = servers.nodeExporters(1);
            Api api = new Api(metrics.get(0));
            return Eventually.await("a scrape", Duration.ofSeconds(20), () -> names(api), names -> names.size() > 50);
        }
    }

    private static Set<String> names(Api api) throws InterruptedException {
        try {
            return Metrics.of(api.get("/metrics").text()).names();
        } catch (IOException notYet) {
            return Set.of();
        }
    }
}
