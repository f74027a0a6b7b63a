// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.util.Map;

/** Where a click on a value leads; names are percent-encoded, because hosts and rollouts may be called anything. */
final class Link {

    private Link() {}

    /** @param name the place of the rollout's name, such as {@code __data.fields.rollout} */
    static Map<String, Object> rolloutInConsole(String name) {
        return link("Open the rollout in the console", "${console}/#/rollouts/${" + name + ":percentencode}", true);
    }

    static Map<String, Object> hostInConsole(String name) {
        return link("Open the host in the console", "${console}/#/hosts/${" + name + ":percentencode}", true);
    }

    static Map<String, Object> rollout(String rollout, String wave) {
        return link(
                "Look at the rollout",
                "/d/patchrisk-rollout?${datasource:queryparam}&var-rollout=${" + rollout + ":percentencode}&var-wave=${"
                        + wave + ":percentencode}&${__url_time_range}",
                false);
    }

    static Map<String, Object> host(String instance) {
        return link(
                "Look at the host",
                "/d/patchrisk-host?${datasource:queryparam}&var-instance=${" + instance
                        + ":percentencode}&${__url_time_range}",
                false);
    }

    /** Another dashboard with the same variables and time. */
    static Map<String, Object> dashboard(String title, String uid, String variables) {
        return link(title, "/d/" + uid + "?${datasource:queryparam}" + variables + "&${__url_time_range}", false);
    }

    private static Map<String, Object> link(String title, String url, boolean otherTab) {
        return Json.object("title", title, "url", url, "targetBlank", otherTab);
    }
}
