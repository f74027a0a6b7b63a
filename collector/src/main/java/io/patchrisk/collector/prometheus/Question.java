// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

import io.patchrisk.collector.exposition.Labels;
import io.patchrisk.collector.signal.KernelRelease;
import io.patchrisk.collector.signal.PromQl;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.collector.signal.SignalDefinition;
import java.util.ArrayList;
import java.util.List;

/** One query with what its values are for. */
record Question(String query, Use use) {

    /** Puts a value of a series into what is known of the host at that time; false when the value is of no use. */
    @FunctionalInterface
    interface Use {
        boolean take(HostPoints host, Labels labels, double value);
    }

    /** All questions a catalogue needs; the first tells whether the store answers at all. */
    static List<Question> all(SignalCatalogue catalogue, PromQl promQl) {
        List<Question> all = new ArrayList<>();
        all.add(new Question(promQl.plain("up"), (host, labels, value) -> host.up(value)));
        all.add(new Question(promQl.plain("node_boot_time_seconds"), (host, labels, value) -> host.boot(value)));
        all.add(new Question(
                promQl.plain("node_uname_info"), (host, labels, value) -> host.release(KernelRelease.of(labels))));
        all.add(new Question(
                promQl.resets("node_context_switches_total"), (host, labels, value) -> host.resets(value)));
        for (String prefix : List.of("kernel_", "")) {
            all.add(new Question(
                    promQl.plain(prefix + "livepatch_enabled"),
                    (host, labels, value) -> host.enabled(labels.get("patch"), value == 1)));
            all.add(new Question(
                    promQl.plain(prefix + "livepatch_transition"),
                    (host, labels, value) -> host.transition(labels.get("patch"), value == 1)));
        }
        all.add(new Question(promQl.plain("kernel_livepatch_tasks"), (host, labels, value) -> host.patchStateKnown()));
        all.add(new Question(
                promQl.plain("livepatch_collector_success") + " == 1",
                (host, labels, value) -> host.patchStateKnown()));
        for (SignalDefinition definition : catalogue.definitions()) {
            String signal = definition.signal().name();
            all.add(new Question(
                    promQl.query(definition.computation()), (host, labels, value) -> host.value(signal, value)));
        }
        return all;
    }
}
