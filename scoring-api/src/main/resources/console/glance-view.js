// SPDX-License-Identifier: Apache-2.0
// All rollouts and the fleet at a glance.

import {badge, shown} from "/decision.js";
import {el, figures, quiet, section} from "/element.js";
import {count, share, when, words} from "/format.js";
import {address} from "/place.js";

const ORDER = ["stop", "unknown", "hold", "proceed"];

export const glance = {
  place: "rollouts",
  title: () => "Rollouts",
  paths: () => ({rollouts: "/rollouts", fleet: "/fleet"}),
  draw: ({rollouts: {rollouts}, fleet}, place, now) => [
    el("h1", {}, "Is it safe to patch the next host?"),
    fleet ? overview(rollouts, fleet) : null, // the page of an unknown address asks for rollouts alone
    section("Rollouts", rollouts.length ? el("ul", {class: "cards"}, ordered(rollouts).map(rollout => card(rollout, now)))
      : quiet("None yet. One appears here when a tool declares it, or when a live patch shows up on hosts that are watched.")),
  ].filter(Boolean),
};

/** What is under way first, and of it what is strictest; what is done stays in the order of its end. */
function ordered(rollouts) {
  const rank = rollout => (rollout.state === "done" ? ORDER.length : ORDER.indexOf(shown(rollout.decision)));
  return [...rollouts].sort((a, b) => rank(a) - rank(b));
}

function overview(rollouts, fleet) {
  const {full = 0, partial = 0, silent = 0} = fleet.hosts;
  const going = rollouts.filter(rollout => rollout.state !== "done");
  return section("Fleet", figures([
    ["Hosts", count(full + partial + silent, "host"), `${full} fully seen, ${partial} in part, ${silent} silent`],
    ["Kernels", fleet.kernels.length, el("a", {href: "#/fleet"}, "kernels and patches")],
    ["Rollouts under way", going.length, ORDER.map(decision => [decision, going.filter(rollout => shown(rollout.decision) === decision).length])
      .filter(([, number]) => number).map(([decision, number]) => `${number} ${decision}`).join(", ")],
  ]));
}

function card(rollout, now) {
  const decision = shown(rollout.decision);
  const hosts = Object.entries(rollout.hosts).map(([state, number]) => `${number.toLocaleString("en")} ${words(state)}`).join(", ");
  return el("li", {"data-key": rollout.id, class: "card " + decision},
    el("p", {class: "row"}, badge(decision), el("a", {class: "name", href: address(["rollouts", rollout.id])}, rollout.id),
      el("span", {class: "quiet"}, `risk ${share(rollout.risk)}`)),
    el("p", {}, rollout.headline),
    el("p", {class: "quiet"}, `${rollout.mode}, ${rollout.state}, wave ${rollout.current_wave ?? "none"}; ${hosts || "no hosts"}; opened `,
      when(rollout.opened_at, now)));
}
