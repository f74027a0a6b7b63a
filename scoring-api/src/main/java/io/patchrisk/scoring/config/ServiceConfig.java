// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set.
 *
 * @param http where the API and the console listen
 * @param management where health and metrics listen
 * @param store what is kept, where and for how long
 * @param sources what is read from hosts
 * @param hosts which hosts there are and what else they are called
 * @param assessment when rollouts are looked at
 * @param policy when a risk becomes a hold or a stop
 * @param model which model weighs the evidence
 * @param signals which signals beyond the built-in ones are looked at
 * @param alertmanager whom alerts are told to at once; null when nobody is
 */
public record ServiceConfig(
        ListenConfig http,
        ListenConfig management,
        StoreConfig store,
        SourcesConfig sources,
        HostsConfig hosts,
        AssessmentConfig assessment,
        PolicyConfig policy,
        ModelConfig model,
        SignalsConfig signals,
        @Nullable AlertmanagerConfig alertmanager) {

    public ServiceConfig {
        listeners(http, management).refuse();
        history(store, assessment).refuse();
    }

    static Inconsistent.Checks listeners(ListenConfig http, ListenConfig management) {
        boolean same = http.port() != 0 && http.equals(management);
        return new Inconsistent.Checks()
                .unless(
                        !same,
                        "management.port",
                        "is the port of http as well",
                        "give the two listeners different ports");
    }

    static Inconsistent.Checks history(StoreConfig store, AssessmentConfig assessment) {
        Duration needed = assessment.before().plus(assessment.watch());
        return new Inconsistent.Checks()
                .unless(
                        store.keepReadings().compareTo(needed) >= 0,
                        "store.keep_readings",
                        "is shorter than assessment.before and assessment.watch together",
                        "raise it, or a finished rollout loses the readings it is compared with")
                .unless(
                        store.keepKernelLogs().compareTo(assessment.noveltyHistory()) >= 0,
                        "store.keep_kernel_logs",
                        "is shorter than assessment.novelty_history",
                        "raise it, or no kernel event can ever be called new");
    }
}
