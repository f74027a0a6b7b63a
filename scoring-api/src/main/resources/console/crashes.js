// SPDX-License-Identifier: Apache-2.0
// What crashes of hosts left behind, and where it lies.

import {el} from "/element.js";
import {instant, quantity} from "/format.js";

/** Crashes of hosts, given as {host, crash}. */
export function crashList(crashes, now) {
  return el("ul", {class: "lines"}, crashes.map(({host, crash}) => el("li", {"data-key": host + " " + crash.path},
    el("p", {}, el("span", {class: "tag" + (crash.complete ? "" : " bad")}, crash.complete ? "✓ complete" : "! incomplete"), " ",
      el("strong", {}, host), " ", el("code", {}, crash.path), " ", quantity(crash.bytes, "bytes")),
    el("p", {class: "quiet"}, "Crashed ", instant(crash.crashed_at, now), crash.error_seconds ? ` ± ${crash.error_seconds} s` : "", `; ${crash.why}`,
      crash.release ? `; kernel ${crash.release}` : "", "; files ", crash.files.map(file => file.name).join(", ") || "none",
      crash.files_left_out ? ` and ${crash.files_left_out} more` : ""),
    crash.events.map(event => el("p", {class: "quiet"}, event.title)))));
}
