// SPDX-License-Identifier: Apache-2.0
// Hosts in a line: the way to them, how they stand, how much of them is seen.

import {el} from "/element.js";
import {words} from "/format.js";
import {address} from "/place.js";

const BAD = ["failed", "rolled_back", "lost_by_reboot"];

/** A host's name as a way to its view. */
export function hostLink(host) {
  return el("a", {class: "host", href: address(["hosts", host])}, host);
}

/** The first of some hosts, and how many more there are. */
export function hostLinks(hosts, most) {
  return [hosts.slice(0, most).map((host, i) => [i ? ", " : "", hostLink(host)]), hosts.length > most ? ` and ${hosts.length - most} more` : ""];
}

/** A patch state; what is bad has a sign. */
export function stateTag(state) {
  return el("span", {class: "tag" + (BAD.includes(state) ? " bad" : "")}, (BAD.includes(state) ? "✕ " : "") + words(state));
}

/** An observation; what is not full has a sign. */
export function seen(observation) {
  return observation === "full" ? "full" : el("span", {class: "tag odd"}, "! " + observation);
}
