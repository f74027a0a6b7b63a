// SPDX-License-Identifier: Apache-2.0
// Signals that moved: patched hosts against controls, one small plot each, all on the same clock and with one cursor.

import {path} from "/api.js";
import {el, quiet, section} from "/element.js";
import {choice, filter} from "/pager.js";
import {ofRollout} from "/rollout-head.js";
import {legend, signalPlots} from "/signal-plot.js";

export const signals = ofRollout("signals", {
  paths: ({parts: [, name], parameters: {wave}}) => ({signals: path(["rollouts", name, "signals"], {wave})}),
  draw: ({rollout, signals}, place) => [section("Signals that moved",
    filter(choice("Wave", "wave", place, rollout.waves)),
    signals.signals.length ? [legend(), signalPlots(signals.signals)]
      : quiet("None so far. Signals appear once patched hosts have been compared with controls."),
    el("p", {class: "quiet"}, "Noise is what the signal does on the same hosts when nothing happens; a movement of 2 noises is nothing unusual."))],
});
