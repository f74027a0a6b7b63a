// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The desk where people look: lists in parts, courses, and word of what changed. Fails as {@link Desk} does. */
public interface ViewDesk {

    /** Hosts of a rollout in order of id. */
    Future<Page<PlacedMember>> members(RolloutId rollout, MemberQuery query);

    /** How the risk of a rollout or of one of its waves went. */
    Future<LooksView> looks(RolloutId rollout, @Nullable WaveName wave);

    /** Signals of a rollout or of one of its waves that moved, the most telling first. */
    Future<List<MovedSignal>> signals(RolloutId rollout, @Nullable WaveName wave);

    /** Kernel events of a rollout's hosts by fingerprint, attributed ones first, whose title or function holds a text. */
    Future<Page<EventGroup>> events(RolloutId rollout, @Nullable String contains, Slice slice);

    /** Signals of one host against its controls; empty when it is in no rollout. */
    Future<List<MovedSignal>> hostSignals(HostId host);

    /** Kernel events of one host by fingerprint, in the rollout it is part of. */
    Future<List<EventGroup>> hostEvents(HostId host);

    Future<Page<HostView>> hosts(HostQuery query);

    Future<FleetView> fleet();

    /**
     * What happened in a time, for charts.
     *
     * @param rollout of this rollout only; null for all
     */
    Future<List<Annotation>> annotations(Instant from, Instant to, @Nullable RolloutId rollout);

    /**
     * Has a listener told of changes until the answer is run. It is called on any thread and must return at once.
     *
     * @param rollout of this rollout only; null for all
     */
    Runnable listen(@Nullable RolloutId rollout, Consumer<Change> listener);
}
