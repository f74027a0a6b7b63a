// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.scoring.desk.RolloutId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where people who read an alert go next.
 *
 * @param console address of the console as they reach it; null when nobody said
 * @param runbooks page of the runbooks
 */
record Links(@Nullable URI console, String runbooks) {

    /** The console's page of a rollout; empty when nobody said where the console is. */
    String of(RolloutId rollout) {
        URI base = console;
        if (base == null) {
            return "";
        }
        String root = base.toString();
        return root + (root.endsWith("/") ? "" : "/") + "#/rollouts/"
                + URLEncoder.encode(rollout.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    String runbook(AlertRule rule) {
        return runbooks + rule.anchor();
    }
}
