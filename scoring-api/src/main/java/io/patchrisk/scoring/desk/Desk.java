// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The desk where rollout tools and people ask and tell: everything the HTTP face needs of the service.
 *
 * <p>No method throws or blocks. What cannot be done fails the future with a {@link ProblemException}; any other failure
 * means the service itself failed. What a method takes is stored durably before its future succeeds. Requests carry an
 * idempotency key where a sender may repeat itself: the same key with the same content is taken again without effect
 * ({@code repeated}), with other content it is a conflict.
 */
public interface Desk {

    /** Makes a patch known; a conflict when the id exists with other content. */
    Future<Declared<PatchView>> declarePatch(PatchDeclaration patch);

    Future<List<PatchView>> patches();

    Future<PatchView> patch(String id);

    /** Opens a rollout, or adopts the observed one of the same patch; a conflict when the id exists with other content. */
    Future<Declared<RolloutView>> openRollout(RolloutDeclaration rollout);

    /** All rollouts, the newest first. */
    Future<List<RolloutSummary>> rollouts();

    Future<RolloutView> rollout(RolloutId rollout);

    /** Takes note that a host was patched; a problem when the time is more than 60 s ahead. */
    Future<Receipt> reportPatched(RolloutId rollout, PatchedReport report, @Nullable String idempotencyKey);

    /** Does what a person asks and answers how the rollout then stands. */
    Future<RolloutView> act(RolloutId rollout, OperatorAction action, @Nullable String idempotencyKey);

    Future<Assessment> rolloutRisk(RolloutId rollout);

    Future<Assessment> waveRisk(RolloutId rollout, WaveName wave);

    Future<Assessment> hostRisk(HostId host);

    /**
     * Whether the next host may be patched. An unknown rollout or wave is no problem here but an assessment that says
     * {@code unknown} with the reason {@code unknown_rollout} or {@code unknown_wave}: a tool must never read an error as go ({@link Assessment#unknownRollout}).
     *
     * @param wave the wave asked for; null for the one that is next
     */
    Future<Assessment> gate(RolloutId rollout, @Nullable WaveName wave);

    Future<HostView> host(HostId host);

    /** Whether each host could be judged, in order of host. */
    Future<List<ReadinessRow>> readiness();

    /** Takes a piece of a host's kernel log, as text of unknown encoding. */
    Future<KernelLogReceipt> kernelLog(
            HostId host, KernelLogFormat format, Buffer log, @Nullable String idempotencyKey);

    /**
     * Takes what a crash of a host left behind, and the log of the crashed kernel.
     *
     * @param log null when it came without; what was heard of it before is not counted again
     */
    Future<CrashReceipt> crash(
            HostId host, CrashEvidence evidence, @Nullable CrashLog log, @Nullable String idempotencyKey);

    /** Takes a host's live-patch state. */
    Future<Receipt> livepatch(HostId host, LivepatchReport report, @Nullable String idempotencyKey);

    /** How a rollout's decisions changed, the newest first. */
    Future<List<DecisionChange>> decisions(RolloutId rollout);

    /** The model in use; a problem when none is loaded. */
    Future<ModelView> model();

    /** Where people look. */
    ViewDesk views();

    /** Where it is told what became of rollouts. */
    OutcomeDesk outcomes();

    /** Where models are trained that may take the place of the one in use. */
    CandidateDesk candidates();
}
