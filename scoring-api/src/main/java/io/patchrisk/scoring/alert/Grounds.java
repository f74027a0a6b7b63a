// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import io.patchrisk.scoring.desk.Assessment;
import io.patchrisk.scoring.desk.EventGroup;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.WaveName;
import io.vertx.core.Future;
import java.util.List;

/** Where alerts get what they rest on. */
public interface Grounds {

    /** What the decision of a wave rests on. */
    Future<Assessment> of(RolloutId rollout, WaveName wave);

    /** Kernel reports of a rollout's hosts by fingerprint; none before its first look. */
    Future<List<EventGroup>> events(RolloutId rollout);
}
