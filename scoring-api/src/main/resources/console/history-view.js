// SPDX-License-Identifier: Apache-2.0
// How the decisions of a rollout changed, and who did what.

import {path} from "/api.js";
import {badge} from "/decision.js";
import {el, quiet, section} from "/element.js";
import {instant, share, words} from "/format.js";

import {ofRollout} from "/rollout-head.js";

const MOST = 200;

export const history = ofRollout("history", {
  paths: ({parts: [, name]}) => ({decisions: path(["rollouts", name, "decisions"]), outcomes: path(["rollouts", name, "outcomes"])}),
  draw: ({rollout, decisions: {decisions}, outcomes}, place, now) => [
    section("Decisions, the newest first",
      decisions.length ? el("ol", {class: "lines"}, decisions.slice(0, MOST).map(change => changeOf(change, now))) : quiet("None yet."),
      decisions.length > MOST ? quiet(`${decisions.length - MOST} older ones are in the JSON.`) : null),
    rollout.known_fingerprints.length ? section("Marked as known", el("ul", {class: "lines"}, rollout.known_fingerprints.map(known =>
      el("li", {}, el("code", {}, known.fingerprint), ` by ${known.by}: “${known.reason}”, ends `, instant(known.expires_at, now))))) : null,
    outcomes.outcomes.length ? section("Outcome", el("p", {}, `${outcomes.label}, ${words(outcomes.rule)}`), el("ul", {class: "lines"},
      outcomes.outcomes.map(told => el("li", {}, `${words(told.happened)}, cause ${words(told.cause)}, told by ${told.by} (${told.source}) `, instant(told.told_at, now))))) : null,
  ],
});

function changeOf(change, now) {
  return el("li", {"data-key": `${change.at} ${change.wave ?? ""} ${change.decision}`},
    el("p", {class: "row"}, badge(change.decision), instant(change.at, now),
      el("span", {class: "quiet"}, `${change.wave ? "wave " + change.wave : "the rollout"}, risk ${share(change.risk)}${change.by ? `, ${change.by}: ${words(change.action)}` : ""}`)),
    change.reasons.map(reason => el("p", {}, reason.text)));
}
