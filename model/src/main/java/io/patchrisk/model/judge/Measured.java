// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of a comparison show of one signal at a look.
 *
 * @param effects how far each host moved; null where it has too little of the signal
 * @param own what is each host's own; null for rare events, and where hardly a host has it
 */
record Measured(
        List<@Nullable HostEffect> effects, @Nullable Own own) {

    /**
     * @param subjects patched hosts first
     * @param last the same at the look before: what is in it is not made again
     */
    static Measured of(Signal signal, List<Subject> subjects, int patched, @Nullable Measured last) {
        List<@Nullable HostEffect> effects = new ArrayList<>(subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            HostEffect before = last == null || i >= last.effects.size() ? null : last.effects.get(i);
            effects.add(HostEffect.of(signal, subjects.get(i), before));
        }
        boolean rare = signal.shape() == Shape.RARE;
        return new Measured(effects, rare ? null : Own.of(signal, subjects, patched, last == null ? null : last.own));
    }
}
