// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.desk.Annotation;
import io.patchrisk.scoring.desk.Change;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.FleetView;
import io.patchrisk.scoring.desk.HostQuery;
import io.patchrisk.scoring.desk.HostView;
import io.patchrisk.scoring.desk.LooksView;
import io.patchrisk.scoring.desk.MemberQuery;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.Page;
import io.patchrisk.scoring.desk.PlacedMember;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.ViewDesk;
import io.patchrisk.scoring.desk.WaveName;
import io.patchrisk.scoring.fleet.Fleet;
import io.patchrisk.scoring.fleet.HostState;
import io.patchrisk.scoring.fleet.RolloutState;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people look at, answered from the fleet and from the newest looks. */
final class ServiceViews implements ViewDesk {

    private final Ledger ledger;
    private final Fleet fleet;
    private final Follower follower;
    private final RolloutViews views;
    private final Clerk clerk;
    private final Risks risks;
    private final Changes changes;
    private final InstantSource clock;

    ServiceViews(
            Ledger ledger,
            Fleet fleet,
            Follower follower,
            RolloutViews views,
            Clerk clerk,
            Risks risks,
            Changes changes,
            InstantSource clock) {
        this.ledger = ledger;
        this.fleet = fleet;
        this.follower = follower;
        this.views = views;
        this.clerk = clerk;
        this.risks = risks;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Future<Page<PlacedMember>> members(RolloutId rollout, MemberQuery query) {
        return ask(() -> {
            List<PlacedMember> wanted = new ArrayList<>();
            for (RolloutView.Wave wave :
                    views.view(clerk.need(rollout), clock.instant()).waveStates()) {
                if (query.wave() == null || query.wave().equals(wave.name())) {
                    wave.hosts().stream()
                            .filter(member -> wanted(member, query))
                            .map(member -> new PlacedMember(wave.name(), member))
                            .forEach(wanted::add);
                }
            }
            wanted.sort(Comparator.comparing(placed -> placed.member().host()));
            return Page.of(wanted, placed -> placed.member().host().value(), query.slice());
        });
    }

    private static boolean wanted(RolloutView.Member member, MemberQuery query) {
        return (query.state() == null || query.state() == member.patchState())
                && (query.observation() == null || query.observation() == member.observation())
                && holds(member.host().value(), query.contains());
    }

    private static boolean holds(@Nullable String text, @Nullable String part) {
        return part == null || (text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Future<LooksView> looks(RolloutId rollout, @Nullable WaveName wave) {
        return ask(() -> {
            Followed scope = scope(rollout, wave);
            var policy = follower.policy();
            return new LooksView(scope == null ? List.of() : scope.looks(), policy.holdAt(), policy.stopAt());
        });
    }

    @Override
    public Future<List<MovedSignal>> signals(RolloutId rollout, @Nullable WaveName wave) {
        return ask(() -> {
            Followed scope = scope(rollout, wave);
            Assessment last = scope == null ? null : scope.last();
            return last == null ? List.of() : Charts.of(last);
        });
    }

    /**
     * What is followed of a rollout or a wave; null before its first look, and of hosts outside the plan, which are followed
     * with the rollout only; a problem when there is no such thing.
     */
    private @Nullable Followed scope(RolloutId id, @Nullable WaveName wave) {
        RolloutState rollout = clerk.need(id);
        if (wave != null && !planned(rollout, wave) && !unplanned(rollout, wave)) {
            throw new ProblemException(Problem.unknown("wave", wave.value(), ""));
        }
        return follower.find(new Scope(rollout.id(), wave));
    }

    private static boolean planned(RolloutState rollout, WaveName wave) {
        return rollout.declaration().waves().stream()
                .anyMatch(plan -> plan.name().equals(wave));
    }

    private boolean unplanned(RolloutState rollout, WaveName wave) {
        return wave.equals(WaveName.UNPLANNED)
                && !follower.cohorts()
                        .unplanned(rollout, fleet.patchOf(rollout))
                        .isEmpty();
    }

    @Override
    public Future<Page<EventGroup>> events(RolloutId rollout, @Nullable String contains, Slice slice) {
        return ask(() -> {
            List<EventGroup> wanted = groups(clerk.need(rollout)).stream()
                    .filter(group -> holds(group.title(), contains)
                            || holds(group.function(), contains)
                            || holds(group.fingerprint(), contains))
                    .toList();
            return Page.of(wanted, EventGroup::fingerprint, slice);
        });
    }

    private List<EventGroup> groups(RolloutState rollout) {
        Followed scope = follower.find(new Scope(rollout.id(), null));
        Assessment last = scope == null ? null : scope.last();
        return last == null ? List.of() : groups(rollout, last);
    }

    private List<EventGroup> groups(RolloutState rollout, Assessment assessment) {
        return Reports.of(assessment, fleet.patchOf(rollout), rollout.knownFingerprints(clock.instant()));
    }

    @Override
    public Future<List<MovedSignal>> hostSignals(HostId host) {
        return onHost(host, (rollout, assessment) -> Charts.of(assessment));
    }

    @Override
    public Future<List<EventGroup>> hostEvents(HostId host) {
        return onHost(
                host,
                (rollout, assessment) -> groups(rollout, assessment).stream()
                        .filter(group -> group.patchedHosts().contains(host))
                        .toList());
    }

    private interface OnHost<T> {
        List<T> of(RolloutState rollout, Assessment assessment);
    }

    /** Asks something of one host as a cohort of one; nothing when it is in no rollout. */
    private <T> Future<List<T>> onHost(HostId host, OnHost<T> answer) {
        return ask(() -> Optional.ofNullable(risks.rolloutOf(clerk.need(host).host())))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : follower.assessHost(found.get(), host)
                                .compose(one -> ask(() -> answer.of(found.get(), one))));
    }

    @Override
    public Future<Page<HostView>> hosts(HostQuery query) {
        return ask(() -> {
            Instant now = clock.instant();
            List<HostState> wanted = fleet.hosts().stream()
                    .filter(host -> holds(host.host().value(), query.contains()))
                    .filter(host -> query.release() == null || query.release().equals(host.release()))
                    .filter(host -> query.observation() == null || query.observation() == views.observation(host, now))
                    .toList();
            Page<HostState> page = Page.of(wanted, host -> host.host().value(), query.slice());
            List<HostView> items =
                    page.items().stream().map(host -> views.host(host, now)).toList();
            return new Page<>(items, page.total(), page.next());
        });
    }

    @Override
    public Future<FleetView> fleet() {
        return ask(() ->
                FleetCount.of(fleet, views, clock.instant(), follower.policy().stallSeconds()));
    }

    @Override
    public Future<List<Annotation>> annotations(Instant from, Instant to, @Nullable RolloutId rollout) {
        return ask(() -> {
            Instant now = clock.instant();
            List<Annotation> marks = new ArrayList<>();
            for (RolloutState each : rollout == null ? fleet.rollouts() : List.of(clerk.need(rollout))) {
                marks.addAll(Annotations.of(each, views.view(each, now), from, to, now));
            }
            marks.sort(Comparator.comparingLong(Annotation::time));
            return marks.subList(Math.max(0, marks.size() - Annotations.MOST), marks.size());
        });
    }

    @Override
    public Runnable listen(@Nullable RolloutId rollout, Consumer<Change> listener) {
        return changes.listen(rollout, listener);
    }

    private <T> Future<T> ask(Supplier<T> question) {
        return ledger.ask(known -> question.get());
    }
}
