// SPDX-License-Identifier: Apache-2.0
// Which view an address is of. A view says what it asks the API for (`paths`, and `more` once those are there), what it is
// called, and how its answers look (`draw`).

import {events} from "/events-view.js";
import {fleet} from "/fleet-view.js";
import {glance} from "/glance-view.js";
import {history} from "/history-view.js";
import {host} from "/host-view.js";
import {members} from "/members-view.js";
import {model} from "/model-view.js";
import {patch} from "/patch-view.js";
import {rollout} from "/rollout-view.js";
import {signals} from "/signals-view.js";

/** Places of the navigation. Approvals and the audit log will stand between the fleet and the model. */
export const PLACES = [
  {name: "Rollouts", address: "#/", holds: ["rollouts"]},
  {name: "Fleet", address: "#/fleet", holds: ["fleet"]},
  {name: "Model", address: "#/model", holds: ["model"]},
];

// Views of one rollout, by the third part of the address. Its preflight findings and approvals will be two more.
const OF_A_ROLLOUT = {hosts: members, signals, events, history};

const nowhere = {
  place: "",
  title: () => "No such page",
  paths: () => ({rollouts: "/rollouts"}),
  draw: glance.draw,
};

/** The view of a place. */
export function viewOf({parts}) {
  const [first, name, part] = parts;
  if (!first || (first === "rollouts" && !name)) {
    return glance;
  }
  if (first === "rollouts") {
    return part ? OF_A_ROLLOUT[part] || nowhere : rollout;
  }
  if (first === "fleet") {
    return fleet;
  }
  return (name && {hosts: host, patches: patch}[first]) || (first === "model" ? model : nowhere);
}
