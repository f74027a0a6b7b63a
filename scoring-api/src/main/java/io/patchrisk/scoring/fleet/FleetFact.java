// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.fleet;

import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Reading;
import io.patchrisk.model.outcome.Rule;
import io.patchrisk.scoring.desk.CandidateEnd;
import io.patchrisk.scoring.desk.CandidateRequest;
import io.patchrisk.scoring.desk.DecisionChange;
import io.patchrisk.scoring.desk.LivepatchReport;
import io.patchrisk.scoring.desk.OperatorAction;
import io.patchrisk.scoring.desk.Origin;
import io.patchrisk.scoring.desk.OutcomeReport;
import io.patchrisk.scoring.desk.OutcomeShown;
import io.patchrisk.scoring.desk.PatchDeclaration;
import io.patchrisk.scoring.desk.RolloutDeclaration;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.Weighed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened and is kept; the state of the service is what all of these, in order, amount to. */
public sealed interface FleetFact {

    /** When it happened. */
    Instant at();

    /** The host or rollout it is about; empty when it is about neither. */
    String subject();

    /** A patch became known. */
    record PatchKnown(PatchDeclaration patch, Origin origin, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return "";
        }
    }

    /** A rollout was declared, or noticed. */
    record RolloutOpened(RolloutDeclaration rollout, Origin origin, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return rollout.id().value();
        }
    }

    /** A tool says that a host was patched. */
    record HostPatched(RolloutId rollout, HostId host, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return rollout.value();
        }
    }

    /** A person acted. */
    record OperatorActed(RolloutId rollout, OperatorAction action, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return rollout.value();
        }
    }

    /** A host's kernel log said something. */
    record LogHeard(HostId host, Instant at, List<LogLine> lines) implements FleetFact {
        public LogHeard {
            lines = List.copyOf(lines);
        }

        @Override
        public String subject() {
            return host.value();
        }
    }

    /**
     * A piece of a host's kernel log was pushed under a key; its lines follow as {@link LogHeard}.
     *
     * @param digest SHA-256 of its bytes, which tells a repetition from another piece under the same key
     */
    record LogPushed(HostId host, String digest, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return host.value();
        }
    }

    /**
     * It became known what a crash of a host left behind; the lines of its log follow as {@link CrashLogHeard}.
     *
     * @param evidence what is there
     * @param digest SHA-256 of its log, which tells a repetition from another log under the same key
     * @param lines lines of its log
     */
    record CrashTold(HostId host, CrashEvidence evidence, String digest, int lines, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return host.value();
        }
    }

    /**
     * Lines of the log of the crash that was told before.
     *
     * @param time when it happened, by all that was known when it was told
     * @param last whether no more lines follow
     */
    record CrashLogHeard(HostId host, CrashTime time, boolean last, List<LogLine> lines, Instant at)
            implements FleetFact {
        public CrashLogHeard {
            lines = List.copyOf(lines);
        }

        @Override
        public String subject() {
            return host.value();
        }
    }

    /** A host's agent listed its live patches. */
    record PatchStateTold(HostId host, LivepatchReport report) implements FleetFact {
        @Override
        public Instant at() {
            return report.at();
        }

        @Override
        public String subject() {
            return host.value();
        }
    }

    /** A host's metrics were read. */
    record HostRead(HostId host, Reading reading) implements FleetFact {
        @Override
        public Instant at() {
            return reading.at();
        }

        @Override
        public String subject() {
            return host.value();
        }
    }

    /**
     * A rollout's decision became another one.
     *
     * @param weighed what it rests on; null where it was stored by a version that kept it not
     */
    record DecisionTaken(
            RolloutId rollout,
            DecisionChange change,
            @Nullable Weighed weighed) implements FleetFact {
        @Override
        public Instant at() {
            return change.at();
        }

        @Override
        public String subject() {
            return rollout.value();
        }
    }

    /**
     * All patched hosts of a rollout were covered for so long since the last of them was patched.
     *
     * @param since when the last of them was patched
     * @param seconds how long; gaps do not count
     */
    record RolloutWatched(RolloutId rollout, Instant since, long seconds, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return rollout.value();
        }
    }

    /**
     * Somebody told what became of a rollout.
     *
     * @param id its name within the rollout
     * @param shown what the service showed and had seen then
     */
    record OutcomeTold(RolloutId rollout, String id, OutcomeReport report, OutcomeShown shown, Instant at)
            implements FleetFact {
        @Override
        public String subject() {
            return rollout.value();
        }
    }

    /**
     * A row of another installation was taken in.
     *
     * @param run digest that names the rollout
     * @param toldAt when its outcome was told there
     * @param by who brought it
     */
    record OutcomeImported(String run, String patch, Rule rule, Instant toldAt, Weighed weighed, String by, Instant at)
            implements FleetFact {
        @Override
        public String subject() {
            return "";
        }
    }

    /** The training of a candidate model began. */
    record CandidateBegun(String id, CandidateRequest request, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return "";
        }
    }

    /** The training of a candidate model ended. */
    record CandidateEnded(String id, CandidateEnd end, Instant at) implements FleetFact {
        @Override
        public String subject() {
            return "";
        }
    }
}
