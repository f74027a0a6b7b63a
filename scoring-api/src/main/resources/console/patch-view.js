// SPDX-License-Identifier: Apache-2.0
// One patch: what it replaces, what it mends, where it goes.

import {path} from "/api.js";
import {badge, shown} from "/decision.js";
import {el, figures, quiet, section} from "/element.js";
import {instant, share} from "/format.js";
import {address} from "/place.js";

export const patch = {
  place: "fleet",
  title: ({parts}) => parts[1],
  paths: ({parts: [, name]}) => ({patch: path(["patches", name]), rollouts: "/rollouts"}),
  draw: ({patch, rollouts}, place, now) => {
    const going = rollouts.rollouts.filter(rollout => rollout.patch === patch.id);
    return [
      el("div", {class: "title"}, el("h1", {}, patch.id)),
      figures([
        ["Kind", patch.kind], ["Vendor", patch.vendor ?? "not told"], ["Version", patch.version ?? "not told"],
        ["Known", patch.origin, instant(patch.first_seen_at, now)], ["Digest", el("code", {}, patch.digest ?? "not told")],
      ]),
      section(`Functions it replaces (${patch.functions.length})`, names(patch.functions, "Not told.")),
      section(`CVEs (${patch.cves.length})`, names(patch.cves, "Not told.")),
      section(`Modules (${patch.modules.length})`, names(patch.modules, "Not told.")),
      section("Rollouts", going.length ? el("ul", {class: "lines"}, going.map(rollout => el("li", {"data-key": rollout.id},
        el("p", {class: "row"}, badge(shown(rollout.decision)), el("a", {href: address(["rollouts", rollout.id])}, rollout.id),
          el("span", {class: "quiet"}, `risk ${share(rollout.risk)}, ${rollout.state}`)), el("p", {}, rollout.headline)))) : quiet("None.")),
    ];
  },
};

function names(all, none) {
  return all.length ? el("p", {class: "names"}, all.map(name => [el("code", {}, name), " "])) : quiet(none);
}
