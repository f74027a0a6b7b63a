// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.time.Duration;

/** The keys of when rollouts are looked at, and when a risk becomes a hold or a stop. */
final class JudgingKeys {

    private JudgingKeys() {}

    static final Key<Duration> INTERVAL = Key.of(
            "assessment.interval",
            "15s",
            Forms.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "Time between two looks at a rollout.");
    static final Key<Duration> BEFORE = Key.of(
            "assessment.before",
            "30m",
            Forms.duration(Duration.ofMinutes(1), Duration.ofDays(14)),
            "Length of the window before a host's patch instant.");
    static final Key<Duration> WATCH = Key.of(
            "assessment.watch",
            "24h",
            Forms.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
            "How long a finished rollout is still watched and can turn to stop.");
    static final Key<Duration> SILENT_AFTER = Key.of(
            "assessment.silent_after",
            "1m",
            Forms.duration(Duration.ofSeconds(3), Duration.ofHours(1)),
            "A host from which no metrics came for so long is silent.");
    static final Key<Duration> NOVELTY_HISTORY = Key.of(
            "assessment.novelty_history",
            "7d",
            Forms.duration(Duration.ofMinutes(1), Duration.ofDays(366)),
            "A kernel event is new when no unpatched host showed it for so long.");
    static final Key<Duration> REAPPLIED = Key.of(
            "assessment.reapplied",
            "10m",
            Forms.duration(Duration.ZERO, Duration.ofHours(6)),
            "A live patch that appears at less uptime was there before the boot, and opens no rollout.");
    static final Section ASSESSMENT = Section.always(
            "assessment",
            "When rollouts are looked at.",
            INTERVAL,
            BEFORE,
            WATCH,
            SILENT_AFTER,
            NOVELTY_HISTORY,
            REAPPLIED);

    static final Key<Double> PRIOR_HARM = Key.of(
            "policy.prior_harm",
            "0.01",
            Forms.share(0.000001, 0.5),
            "Probability that a rollout harms the fleet, before anything was seen of it.");
    static final Key<Double> ALPHA = Key.of(
            "policy.alpha",
            "0.01",
            Forms.share(0.000001, 0.2),
            "Probability of a false alarm that one rollout may spend, over all signals and looks.");
    static final Key<Double> HOLD_AT =
            Key.of("policy.hold_at", "0.02", Forms.share(0.000001, 1), "Risk above which nothing proceeds.");
    static final Key<Double> STOP_AT = Key.of(
            "policy.stop_at",
            "0.05",
            Forms.share(0.000001, 1),
            "Risk from which a symptom that moved significantly stops a rollout; one that moved 6 units of chance stops from hold_at on.");
    static final Key<Duration> SOAK = Key.of(
            "policy.soak",
            "30m",
            Forms.duration(Duration.ofSeconds(1), Duration.ofDays(14)),
            "How long a wave is watched at least before the next one.");
    static final Key<Duration> VALID_FOR = Key.of(
            "policy.valid_for",
            "2m",
            Forms.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "How long an answer may be relied on; after it, it reads unknown.");
    static final Key<Double> MIN_COVERAGE = Key.of(
            "policy.min_coverage",
            "0.95",
            Forms.share(0.5, 1),
            "Share of the patched hosts that must be fully observed.");
    static final Key<Integer> FIRST_WAVE_MAX = Key.of(
            "policy.first_wave_max",
            "5",
            Forms.whole(1, 100_000),
            "Hosts that may be patched before anything was seen of the patch.");
    static final Key<Boolean> USE_MODEL = Key.of(
            "policy.use_model",
            "true",
            Forms.TRUTH,
            "Whether the model is asked. With false, rules and the comparison with controls decide alone: a significant"
                    + " symptom stops by itself, and answers carry no risk but the reason rules_and_judge.");
    static final Section POLICY = Section.always(
            "policy",
            "When a risk becomes a hold or a stop.",
            PRIOR_HARM,
            ALPHA,
            HOLD_AT,
            STOP_AT,
            SOAK,
            VALID_FOR,
            MIN_COVERAGE,
            FIRST_WAVE_MAX,
            USE_MODEL);
}
