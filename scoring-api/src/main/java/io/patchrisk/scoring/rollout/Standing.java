// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.scoring.desk.Interval;
import io.patchrisk.scoring.desk.RolloutView;
import io.patchrisk.scoring.desk.WaveName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout with what the newest looks at it found, as numbers to publish.
 *
 * @param view how it stands
 * @param found what the newest look at each wave found; waves that were not looked at are left out
 * @param tally its kernel reports so far
 * @param crashes crashes after the patch instant that left something behind
 */
public record Standing(RolloutView view, List<Found> found, RolloutTally tally, Crashes crashes) {

    /**
     * What the newest look at one wave found.
     *
     * @param range of the risk; null without a model's answer
     * @param patched patched hosts that were compared
     * @param control controls that were compared
     * @param drift share of the features outside what the model learned from; null without a model's answer
     * @param effects signals that moved
     */
    public record Found(
            WaveName wave,
            @Nullable Interval range,
            int patched,
            int control,
            @Nullable Double drift,
            List<Effect> effects) {

        public Found {
            effects = List.copyOf(effects);
        }
    }

    /**
     * A signal that moved on patched hosts.
     *
     * @param size beyond the controls, in units of the hosts' own noise, positive for the worse
     */
    public record Effect(String signal, double size) {}

    /** How many crashes left everything behind that was expected, and how many did not. */
    public record Crashes(long complete, long incomplete) {}

    public Standing {
        found = List.copyOf(found);
    }
}
