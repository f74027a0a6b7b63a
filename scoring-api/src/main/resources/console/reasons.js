// SPDX-License-Identifier: Apache-2.0
// Reasons of a decision: the sentence, then the numbers it rests on.

import {el} from "/element.js";
import {digits, words} from "/format.js";

const MOST = 6;

export function reasons(all) {
  return el("ol", {class: "reasons"}, all.map(reason => el("li", {}, reason.text, " ", el("code", {}, reason.code), rests(reason.evidence), left(reason.evidence))));
}

function rests(evidence) {
  const given = Object.entries(evidence).filter(([name, value]) => name !== "crash_evidence" && !Array.isArray(value)).slice(0, MOST);
  return given.length ? el("p", {class: "quiet"}, given.map(([name, value], i) =>
    `${i ? ", " : ""}${words(name)} ${typeof value === "number" ? digits(value) : value}`)) : null;
}

/** What crashes left behind that a reason rests on, one line each: host, path, how complete, how large. */
function left({crash_evidence: lines = []}) {
  return lines.length ? el("ul", {class: "quiet"}, lines.map(line => el("li", {}, "Crash evidence: ", el("code", {}, line)))) : null;
}
