// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.model.fact.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SignalCatalogueTest {

    /** Metrics that the lab's hosts do not state: no such hardware, collector not on, kernel too old. */
    private static final Set<String> ABSENT_IN_THE_LAB = Set.of(
            "kernel_oops_total",
            "kernel_warn_total",
            "kernel_hung_tasks_total",
            "livepatch_enabled",
            "livepatch_transition",
            "livepatch_collector_success",
            "node_edac_correctable_errors_total",
            "node_edac_uncorrectable_errors_total",
            "node_kernel_hung_tasks_total",
            "node_network_carrier_changes_total",
            "node_nf_conntrack_entries",
            "node_nf_conntrack_stat_drop",
            "node_nf_conntrack_stat_insert_failed",
            "node_timex_maxerror_seconds",
            "node_timex_offset_seconds",
            "node_timex_sync_status",
            "node_udp_queues",
            // Stated by whoever scrapes.
            "scrape_duration_seconds",
            "scrapes_missed_total");

    @Test
    void namesNoMetricThatNoHostStates() throws Exception {
        Path capture = Path.of(System.getProperty("patchrisk.home")).resolve("datasets/captures/dev-003");
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        String body = CaptureReader.read(capture).scrapes().get(60).body();
        Samples samples = new ExpositionParser(name -> true).parse(body);

        Set<String> absent = new TreeSet<>(catalogue.metrics());
        absent.removeIf(samples::has);

        assertThat(absent).containsExactlyInAnyOrderElementsOf(ABSENT_IN_THE_LAB);
    }

    @Test
    void saysOfLeaksAndErrorsThatTheyAreSymptomsAndOfStolenTimeThatItIsNot() {
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();

        assertThat(catalogue.signal("memory_unreclaimable_slab").orElseThrow().role())
                .isEqualTo(Role.SYMPTOM);
        assertThat(catalogue.signal("app_request_errors").orElseThrow().role()).isEqualTo(Role.SYMPTOM);
        assertThat(catalogue.signal("cpu_steal").orElseThrow().role()).isEqualTo(Role.CONFOUNDER);
        assertThat(catalogue.signal("memory_vmalloc").orElseThrow().role()).isEqualTo(Role.RESOURCE);
        assertThat(catalogue.signals()).hasSizeGreaterThan(80);
    }

    @Test
    void takesSignalsOfUsers() {
        SignalCatalogue catalogue =
                SignalCatalogue.bundled().with("mine.yaml", """
                        signals:
                          - name: checkout_latency
                            help: Mean time of a checkout
                            unit: s
                            worse: up
                            role: symptom
                            shape: skewed
                            floor: 0.001
                            mean:
                              sum: checkout_seconds_sum{route!~"/health.*"}
                              count: checkout_seconds_count{route!~"/health.*"}
                          - name: checkout_p99
                            help: 99th percentile of a checkout
                            unit: s
                            worse: up
                            role: symptom
                            shape: skewed
                            floor: 0.001
                            promql: histogram_quantile(0.99, sum by (instance, le) (rate(checkout_seconds_bucket[1m])))
                        """).orThrow();

        assertThat(catalogue.metrics()).contains("checkout_seconds_sum", "node_load1");
        assertThat(catalogue.definitions())
                .extracting(SignalDefinition::computation)
                .contains(new Computation.Query(
                        "histogram_quantile(0.99, sum by (instance, le) (rate(checkout_seconds_bucket[1m])))"));
    }

    @Test
    void reportsEveryProblemWithItsLineAndARemedy() {
        Extension extension = SignalCatalogue.bundled().with("mine.yaml", """
                        signals:
                          - name: load1
                            help: Taken
                            unit: tasks
                            worse: up
                            role: symptom
                            shape: level
                            floor: 1
                            gauge: node_load1
                          - name: Bad Name
                            help: x
                            unit: s
                            wrose: up
                            role: patient
                            shape: level
                            floor: 0
                            rate: 'a{x=1}'
                            gauge: b
                          - name: lonely
                            help: x
                            unit: s
                            worse: up
                            role: work
                            shape: level
                            floor: tiny
                            ratio:
                              of: '1a'
                              to: 'b{c=~"("}'
                        """);

        assertThat(((Extension.Refused) extension).problems())
                .extracting(CatalogueProblem::toString)
                .containsExactlyInAnyOrder(
                        "mine.yaml line 2: load1: the name is taken; choose another name",
                        "mine.yaml line 13: wrose: the key is unknown; did you mean worse?",
                        "mine.yaml line 10: name: \"Bad Name\" is no signal name; use a-z, 0-9 and _, a letter first",
                        "mine.yaml line 10: worse: is missing; add \"worse: …\"",
                        "mine.yaml line 14: role: is \"patient\"; choose one of symptom, resource, work, confounder",
                        "mine.yaml line 16: floor: is 0; give the smallest difference that matters, above zero",
                        "mine.yaml line 10: gauge, rate, ratio, mean, promql: more than one is given: gauge, rate; say in"
                                + " exactly one way how the signal is computed",
                        "mine.yaml line 25: floor: \"tiny\" is no number; write it like 0.005",
                        "mine.yaml line 27: ratio.of: \"1a\" is no metric name; write it as in PromQL:"
                                + " metric{label=\"value\"}",
                        "mine.yaml line 28: ratio.to: label c: \"(\" is no regular expression: Unclosed group; write it as"
                                + " in PromQL: metric{label=\"value\"}");
        assertThatThrownBy(extension::orThrow).hasMessageContaining("mine.yaml line 2");
    }

    @Test
    void refusesWhatIsNoYamlAndFilesThatAreNotThere() {
        List<Extension> refused = List.of(
                SignalCatalogue.bundled().with("x", "signals:\n  - name: [unclosed\n"),
                SignalCatalogue.bundled().with("x", ""),
                SignalCatalogue.bundled().with("x", "signals: 5"),
                SignalCatalogue.bundled().with("x", "- a"),
                SignalCatalogue.bundled().with("x", "signals:\n  - 5\n  - &a [*a]\n"),
                SignalCatalogue.bundled().with(Path.of("no-such-file.yaml")));

        assertThat(refused).allSatisfy(each -> assertThat(each).isInstanceOf(Extension.Refused.class));
    }
}
