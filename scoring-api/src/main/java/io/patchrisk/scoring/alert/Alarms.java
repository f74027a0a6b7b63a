// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutSummary.State;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The alerts that hold, made from how rollouts stand. */
final class Alarms {

    /** Waves that were stopped and never cleared add up over the years; the newest are told. */
    private static final int MOST = 500;

    private final Grounds grounds;
    private final Links links;
    private final Map<String, String> extraLabels;
    private final News news = new News();

    /** @param extraLabels what Prometheus adds to the labels of its own alerts */
    Alarms(Grounds grounds, Links links, Map<String, String> extraLabels) {
        this.grounds = grounds;
        this.links = links;
        this.extraLabels = extraLabels;
    }

    Future<List<Alarm>> of(List<RolloutView> rollouts, Instant now) {
        List<Future<List<Alarm>>> each = new ArrayList<>();
        for (int i = rollouts.size() - 1; i >= 0; i--) {
            each.add(of(rollouts.get(i), now));
        }
        return Future.all(each).map(done -> {
            news.settle(now);
            return each.stream()
                    .flatMap(alarms -> alarms.result().stream())
                    .limit(MOST)
                    .toList();
        });
    }

    private Future<List<Alarm>> of(RolloutView view, Instant now) {
        State state = view.summary().state();
        if (state == State.PLANNED || (state == State.DONE && !stopped(view))) {
            return Future.succeededFuture(List.of());
        }
        return grounds.events(view.summary().id())
                .compose(groups ->
                        of(view, groups.stream().filter(EventGroup::attributed).toList(), now));
    }

    private Future<List<Alarm>> of(RolloutView view, List<EventGroup> attributed, Instant now) {
        List<Future<Alarm>> alarms = new ArrayList<>();
        for (RolloutView.Wave wave : view.waveStates()) {
            if (wave.decision() == Decision.STOP) {
                alarms.add(grounds.of(view.summary().id(), wave.name())
                        .map(assessment -> stop(assessment, wave.name(), attributed, now)));
            }
        }
        if (alarms.isEmpty() && view.summary().decision() == Decision.STOP) {
            // A person stopped it, or it is only observed and has no waves; the alerting rule has no wave there either.
            alarms.add(Future.succeededFuture(stop(view.assessment(), null, attributed, now)));
        }
        List<EventGroup> fresh = news.of(view.summary().id(), attributed, now);
        if (!fresh.isEmpty()) {
            alarms.add(Future.succeededFuture(reported(view, fresh, now)));
        }
        return Future.all(alarms)
                .map(done -> alarms.stream().map(Future::result).toList());
    }

    private static boolean stopped(RolloutView view) {
        return view.summary().decision() == Decision.STOP
                || view.waveStates().stream().anyMatch(wave -> wave.decision() == Decision.STOP);
    }

    private Alarm stop(Assessment assessment, @Nullable WaveName wave, List<EventGroup> attributed, Instant now) {
        RolloutId rollout = Objects.requireNonNull(assessment.rollout());
        Map<String, String> labels = labels(AlertRule.ROLLOUT_STOP, rollout);
        if (wave != null) {
            labels.put("wave", wave.value());
        }
        Map<String, String> told = annotations(AlertRule.ROLLOUT_STOP, rollout, assessment);
        told.put(
                "description",
                "Rollout " + rollout + (wave == null ? "" : ", wave " + wave) + ": the decision is stop. "
                        + Words.line(assessment.reasons().get(0).text()));
        put(told, "hosts", Words.hosts(Words.hostsOf(assessment, attributed)));
        put(told, "function", Words.functions(attributed));
        return Alarm.holding(labels, told, now, links.of(rollout));
    }

    private Alarm reported(RolloutView view, List<EventGroup> fresh, Instant now) {
        RolloutId rollout = view.summary().id();
        EventGroup first = fresh.get(0);
        Set<HostId> hosts = new TreeSet<>();
        fresh.forEach(group -> hosts.addAll(group.patchedHosts()));
        Map<String, String> told = annotations(AlertRule.KERNEL_EVENT, rollout, view.assessment());
        told.put(
                "description",
                "Rollout " + rollout + ": " + Words.line(first.title()) + "; " + Words.line(first.why()) + "."
                        + (fresh.size() == 1 ? "" : " " + (fresh.size() - 1) + " other faults in 15 minutes."));
        put(told, "hosts", Words.hosts(hosts));
        put(told, "function", Words.functions(fresh));
        told.put("fingerprint", Words.line(first.fingerprint()));
        Instant at = first.firstAt();
        return Alarm.holding(
                labels(AlertRule.KERNEL_EVENT, rollout), told, at.isAfter(now) ? now : at, links.of(rollout));
    }

    private Map<String, String> labels(AlertRule rule, RolloutId rollout) {
        Map<String, String> labels = new HashMap<>(extraLabels);
        labels.put("alertname", rule.alertname());
        labels.put("severity", rule.severity());
        labels.put("gate", rule.gate());
        labels.put("rollout", rollout.value());
        return labels;
    }

    private Map<String, String> annotations(AlertRule rule, RolloutId rollout, Assessment assessment) {
        Map<String, String> told = new HashMap<>();
        told.put("summary", rule.summary());
        told.put("decision", Words.decision(assessment));
        told.put("reasons", Words.reasons(assessment.reasons()));
        told.put("runbook_url", links.runbook(rule));
        put(told, "console", links.of(rollout));
        return told;
    }

    private static void put(Map<String, String> annotations, String name, String value) {
        if (!value.isEmpty()) {
            annotations.put(name, value);
        }
    }
}
