// SPDX-License-Identifier: Apache-2.0
// Hosts of a rollout by wave and state.

import {path} from "/api.js";
import {quiet, section, table} from "/element.js";
import {count, instant, words} from "/format.js";
import {choice, field, filter, pages} from "/pager.js";
import {hostLink, seen, stateTag} from "/hosts.js";
import {ofRollout} from "/rollout-head.js";

const PAGE = 100;
const STATES = ["pending", "in_transition", "patched", "failed", "rolled_back", "lost_by_reboot", "excluded"];

export const members = ofRollout("hosts", {
  paths: ({parts: [, name], parameters: {wave, state, observation, q, after}}) =>
    ({hosts: path(["rollouts", name, "hosts"], {wave, state, observation, q, after, limit: PAGE})}),
  draw: ({rollout, hosts}, place, now) => [section("Hosts",
    filter(field("Name", "q", place, "part of a name"), choice("Wave", "wave", place, rollout.wave_states.map(wave => wave.name)),
      choice("State", "state", place, STATES.map(state => [state, words(state)])), choice("Observed", "observation", place, ["full", "partial", "silent"])),
    hosts.hosts.length ? table("Hosts", ["Host", "Wave", "State", "Observed", "Patched"], hosts.hosts.map(member => ({
      key: member.host,
      cells: [hostLink(member.host), member.wave, stateTag(member.patch_state), seen(member.observation), member.patched_at ? instant(member.patched_at, now) : "not yet"],
    }))) : quiet("No host is like this."),
    pages(place, hosts, hosts.hosts.length, number => count(number, "host")))],
});
