// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.Reason;
import io.patchrisk.scoring.desk.ShownText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people read in an alert: bounded, and nothing in it that acts on a terminal, a mail or a chat. */
final class Words {

    private static final int LONGEST = 300;
    private static final int MOST_REASONS = 3;
    private static final int MOST_HOSTS = 10;
    private static final int MOST_FUNCTIONS = 3;

    private Words() {}

    /** One line; angle brackets would be tags in a mail, and {@code <!channel>} wakes everybody in a chat. */
    static String line(String text) {
        return ShownText.line(text, LONGEST).replace('<', '‹').replace('>', '›');
    }

    static String decision(Assessment assessment) {
        return assessment.decision().word();
    }

    /** The first reasons, one a line. */
    static String reasons(List<Reason> reasons) {
        List<String> lines = new ArrayList<>();
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> lines.add((lines.size() + 1) + ". " + line(reason.text())));
        return String.join("\n", lines);
    }

    /** The first names, and how many more there are. */
    static String hosts(Collection<HostId> hosts) {
        Set<HostId> ordered = new TreeSet<>(hosts);
        String named = ordered.stream()
                .limit(MOST_HOSTS)
                .map(host -> line(host.value()))
                .collect(Collectors.joining(", "));
        int more = ordered.size() - MOST_HOSTS;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    /** The hosts that reports and reasons name, or else those on which the patch should be undone. */
    static Set<HostId> hostsOf(Assessment assessment, List<EventGroup> reports) {
        Set<HostId> hosts = new TreeSet<>();
        reports.forEach(group -> hosts.addAll(group.patchedHosts()));
        for (Reason reason : assessment.reasons()) {
            if (reason.evidence().get("hosts") instanceof List<?> names) {
                names.forEach(name -> hosts.add(new HostId(name.toString())));
            }
        }
        hosts.addAll(hosts.isEmpty() ? assessment.rollbackHosts() : List.of());
        return hosts;
    }

    /** The functions to blame, the first few. */
    static String functions(List<EventGroup> events) {
        return events.stream()
                .map(EventGroup::function)
                .filter(Objects::nonNull)
                .distinct()
                .limit(MOST_FUNCTIONS)
                .map(Words::line)
                .collect(Collectors.joining(", "));
    }
}
