// SPDX-License-Identifier: Apache-2.0
// What stands above every view of a rollout: its name, its decision, and the way to the other views.

import {badge, shown, signOf} from "/decision.js";
import {el} from "/element.js";
import {path} from "/api.js";
import {address} from "/place.js";

const TABS = [["Answers", null], ["Hosts", "hosts"], ["Signals", "signals"], ["Kernel events", "events"], ["History", "history"]];

/** What the views of one rollout have in common; `part` is the last part of their address. */
export function ofRollout(part, view) {
  return {
    place: "rollouts",
    title: ({parts}) => parts[1] + (part ? " " + part : ""),
    stream: ({parts}) => path(["rollouts", parts[1], "stream"]),
    headline: ({rollout}) => signOf(decisionOf(rollout)) + " " + decisionOf(rollout) + ":",
    ...view,
    paths: place => ({rollout: path(["rollouts", place.parts[1]], {hosts: false}), ...view.paths(place)}),
    draw: (data, place, now) => [...head(data.rollout, part), ...view.draw(data, place, now)].filter(Boolean),
  };
}

/** The decision of a rollout as it may be shown now. */
export function decisionOf(rollout) {
  return shown(rollout.decision, rollout.assessment.valid_until);
}

function head(rollout, part) {
  return [
    el("div", {class: "title"}, el("h1", {}, rollout.id), badge(decisionOf(rollout), true)),
    el("p", {class: "quiet under"}, "patch ", el("a", {href: address(["patches", rollout.patch])}, rollout.patch),
      `, ${rollout.mode}${rollout.mode === "advisory" ? " (nothing is blocked)" : ""}, ${rollout.origin}, ${rollout.state}, wave ${rollout.current_wave ?? "none"}`),
    el("nav", {class: "tabs", "aria-label": "Of this rollout"}, TABS.map(([name, of]) => el("a", {
      href: address(["rollouts", rollout.id, ...(of ? [of] : [])]), "aria-current": of === part ? "page" : null}, name))),
  ];
}
