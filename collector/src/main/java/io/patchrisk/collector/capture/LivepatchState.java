// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.PatchSighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sysfs showed of live patches at one moment.
 *
 * @param t seconds of guest uptime as recorded
 * @param at seconds on the clock of the capture's first boot, which never falls
 * @param sysfs the taint mask on the first line, then {@code path:content} lines and bare paths
 */
public record LivepatchState(double t, double at, String sysfs) {

    private static final Pattern SWITCH =
            Pattern.compile("/sys/kernel/livepatch/([^/\\s]+)/(enabled|transition):([01])");

    /** The live patches listed, in order of name, as seen at {@code seenAt}. */
    public List<PatchSighting> sightings(Instant seenAt) {
        Set<PatchName> listed = new TreeSet<>();
        Set<PatchName> enabled = new TreeSet<>();
        Set<PatchName> moving = new TreeSet<>();
        Matcher matcher = SWITCH.matcher(sysfs);
        while (matcher.find()) {
            PatchName patch = new PatchName(matcher.group(1));
            listed.add(patch);
            if (matcher.group(3).equals("1")) {
                (matcher.group(2).equals("enabled") ? enabled : moving).add(patch);
            }
        }
        List<PatchSighting> sightings = new ArrayList<>();
        for (PatchName patch : listed) {
            sightings.add(new PatchSighting(seenAt, patch, enabled.contains(patch), moving.contains(patch), List.of()));
        }
        return sightings;
    }
}
