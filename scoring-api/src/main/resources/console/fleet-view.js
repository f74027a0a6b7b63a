// SPDX-License-Identifier: Apache-2.0
// The fleet: kernels, patches, and hosts by what is seen of them.

import {path} from "/api.js";
import {el, figures, quiet, section, table} from "/element.js";
import {count, words} from "/format.js";
import {address} from "/place.js";
import {choice, field, filter, pages} from "/pager.js";
import {hostLink, seen, stateTag} from "/hosts.js";

const PAGE = 100;

export const fleet = {
  place: "fleet",
  title: () => "Fleet",
  paths: ({parameters: {q, observation, release, after}}) =>
    ({fleet: "/fleet", hosts: path(["hosts"], {q, observation, release, after, limit: PAGE})}),
  draw: ({fleet, hosts}, place) => [
    el("div", {class: "title"}, el("h1", {}, "Fleet")),
    figures([["Fully seen", count(fleet.hosts.full ?? 0, "host")], ["Seen in part", count(fleet.hosts.partial ?? 0, "host")], ["Silent", count(fleet.hosts.silent ?? 0, "host")]]),
    el("div", {class: "halves"},
      section("Kernels", fleet.kernels.length ? table("Kernels", ["Release", "Hosts"], fleet.kernels.map(kernel => ({
        key: "kernel " + kernel.release,
        cells: [kernel.release ? el("a", {href: address(["fleet"], {release: kernel.release})}, kernel.release) : "not known", kernel.hosts.toLocaleString("en")],
      }))) : quiet("No kernel is known yet.")),
      section("Live patches", fleet.patches.length ? table("Live patches", ["Module", "Patch", "State", "Hosts"], fleet.patches.map(each => ({
        key: `patch ${each.module} ${each.state}`,
        cells: [each.module, each.patch ? el("a", {href: address(["patches", each.patch])}, each.patch) : "not declared", words(each.state), each.hosts.toLocaleString("en")],
      }))) : quiet("None is loaded on hosts that are watched."))),
    section("Hosts",
      filter(field("Name", "q", place, "part of a name"), choice("Observed", "observation", place, ["full", "partial", "silent"]),
        choice("Kernel", "release", place, fleet.kernels.map(kernel => kernel.release).filter(Boolean))),
      hosts.hosts.length ? table("Hosts", ["Host", "Compared within", "Observed", "Rollouts"], hosts.hosts.map(host => ({
        key: host.host,
        cells: [hostLink(host.host), host.stratum ?? "no stratum", seen(host.observation),
          host.rollouts.map((stand, i) => [i ? ", " : "", el("a", {href: address(["rollouts", stand.rollout])}, stand.rollout), " ", stateTag(stand.patch_state)])],
      }))) : quiet("No host is like this."),
      pages(place, hosts, hosts.hosts.length, number => count(number, "host"))),
  ],
};
