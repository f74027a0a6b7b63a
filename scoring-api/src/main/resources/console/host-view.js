// SPDX-License-Identifier: Apache-2.0
// One host: where it stands, what is loaded, what moved, what its kernel said, what its crashes left.

import {path} from "/api.js";
import {badge, shown} from "/decision.js";
import {crashList} from "/crashes.js";
import {el, figures, quiet, section, table} from "/element.js";
import {report} from "/event-report.js";
import {instant, share, words} from "/format.js";
import {address} from "/place.js";
import {reasons} from "/reasons.js";
import {legend, signalPlots} from "/signal-plot.js";
import {seen, stateTag} from "/hosts.js";

export const host = {
  place: "fleet",
  title: ({parts}) => parts[1],
  paths: ({parts: [, name]}) => ({host: path(["hosts", name])}),
  more: (data, {parts: [, name]}) => ({risk: path(["hosts", name, "risk"]), signals: path(["hosts", name, "signals"]), events: path(["hosts", name, "events"])}),
  draw: ({host, risk, signals, events}, place, now) => [
    el("div", {class: "title"}, el("h1", {}, host.host)),
    el("p", {class: "quiet under"}, `also ${host.aliases.join(", ") || "known by no other name"}; compared within ${host.stratum ?? "no stratum"}; observed: `, seen(host.observation)),
    risk ? section("Risk of this host alone", el("p", {class: "row"}, badge(shown(risk.decision, risk.valid_until)),
      el("span", {}, `risk ${share(risk.risk)}${risk.interval ? ` (${share(risk.interval.low)} to ${share(risk.interval.high)})` : ""}`)), reasons(risk.reasons)) : null,
    section("Rollouts", host.rollouts.length ? table("Rollouts", ["Rollout", "Wave", "State", "Seen to be patched", "Told to be patched"], host.rollouts.map(stand => ({
      key: stand.rollout,
      cells: [el("a", {href: address(["rollouts", stand.rollout])}, stand.rollout), stand.wave ?? "outside the plan", stateTag(stand.patch_state),
        stand.observed_at ? instant(stand.observed_at, now) : "no", stand.claimed_at ? instant(stand.claimed_at, now) : "no"],
    }))) : quiet("In none.")),
    section("Live patches", host.live_patches.length ? table("Live patches", ["Module", "State", "Since", "Transition", "Remarks"], host.live_patches.map(load => ({
      key: `${load.module} ${load.since}`,
      cells: [load.module ?? "not named", words(load.state), instant(load.since, now), load.transition_s === null ? "" : load.transition_s.toFixed(2) + " s", remarks(load)],
    }))) : quiet("None was seen.")),
    section("Signals that moved on this host", signals?.signals.length ? [legend("this host"), signalPlots(signals.signals)] : quiet("None so far.")),
    section("Kernel events", events?.events.length ? events.events.map(event => report(event, now, [])) : quiet("None so far.")),
    section("Crashes", host.crashes.length ? crashList(host.crashes.map(crash => ({host: host.host, crash})), now) : quiet("None is known.")),
    risk ? section("Seen of it", figures([["Fully seen", risk.coverage.full ? "yes" : "no"], ["Controls", risk.coverage.controls]])) : null,
  ].filter(Boolean),
};

function remarks(load) {
  return [load.stalled && "stalled", load.signaled && "signalled", load.forced && "forced", load.reversals && `reversed ${load.reversals} ×`,
    load.refusal && "refused: " + words(load.refusal), load.message].filter(Boolean).join("; ");
}
