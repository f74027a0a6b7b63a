// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.window.Attempt;
import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.desk.WavePlan;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostCrashes.Crash;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts together what is published of each rollout. Runs on the fleet's context. */
final class Standings {

    private final Fleet fleet;
    private final Follower follower;
    private final RolloutViews views;

    Standings(Fleet fleet, Follower follower, RolloutViews views) {
        this.fleet = fleet;
        this.follower = follower;
        this.views = views;
    }

    List<Standing> all(Instant now) {
        List<Standing> all = new ArrayList<>();
        for (RolloutState rollout : fleet.rollouts()) {
            all.add(new Standing(
                    views.view(rollout, now), found(rollout), follower.tally(rollout.id()), crashes(rollout)));
        }
        return all;
    }

    private List<Standing.Found> found(RolloutState rollout) {
        List<Standing.Found> found = new ArrayList<>();
        for (WavePlan wave : rollout.declaration().waves()) {
            Followed scope = follower.find(new Scope(rollout.id(), wave.name()));
            Assessment last = scope == null ? null : scope.last();
            if (last != null) {
                found.add(found(wave.name(), last));
            }
        }
        return found;
    }

    private static Standing.Found found(WaveName wave, Assessment last) {
        Risk risk = last.evidence().risk();
        Judgement judgement = last.evidence().judgement();
        return new Standing.Found(
                wave,
                risk == null ? null : new Interval(risk.low(), risk.high()),
                judgement.patchedHosts(),
                judgement.controlHosts(),
                risk == null ? null : ModelInUse.ratio(risk),
                judgement.findings().stream()
                        .filter(Finding::significant)
                        .map(finding -> new Standing.Effect(finding.signal().name(), finding.statistic()))
                        .toList());
    }

    private Standing.Crashes crashes(RolloutState rollout) {
        List<HostState> crashed = fleet.hosts().stream()
                .filter(host -> !host.crashes().all().isEmpty())
                .toList();
        if (crashed.isEmpty()) {
            return new Standing.Crashes(0, 0);
        }
        Patch patch = fleet.patchOf(rollout);
        long complete = 0;
        long incomplete = 0;
        for (HostState host : crashed) {
            List<Attempt> attempts = fleet.attempts(host, patch, rollout);
            double from = attempts.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : attempts.get(0).start();
            for (Crash crash : host.crashes().all()) {
                if (Seconds.of(crash.time().at()) > from) {
                    complete += crash.evidence().complete() ? 1 : 0;
                    incomplete += crash.evidence().complete() ? 0 : 1;
                }
            }
        }
        return new Standing.Crashes(complete, incomplete);
    }
}
