// SPDX-License-Identifier: Apache-2.0
// Kernel events of a rollout by fingerprint; what is opened shows the whole report and what the crash left behind.

import {path} from "/api.js";
import {quiet, section} from "/element.js";
import {report} from "/event-report.js";
import {count} from "/format.js";
import {field, filter, pages} from "/pager.js";
import {ofRollout} from "/rollout-head.js";

const PAGE = 50;
// Dumps are looked for on so many hosts of a report.
const LOOKED_AT = 3;

export const events = ofRollout("events", {
  paths: ({parts: [, name], parameters: {q, after}}) => ({events: path(["rollouts", name, "events"], {q, after, limit: PAGE})}),
  more: ({events}, place, isOpen) => Object.fromEntries(events.events.filter(event => isOpen(event.fingerprint))
    .flatMap(event => event.patched_hosts.slice(0, LOOKED_AT)).map(host => ["host " + host, path(["hosts", host])])),
  draw: (data, place, now) => [section("Kernel events",
    filter(field("Search", "q", place, "title or function")),
    data.events.events.length
      ? data.events.events.map(event => report(event, now, crashesOf(event, data)))
      : quiet(place.parameters.q ? "None of these words." : "None so far."),
    pages(place, data.events, data.events.events.length, number => count(number, "kind") + " of event"))],
});

function crashesOf(event, data) {
  return event.patched_hosts.slice(0, LOOKED_AT).flatMap(host => (data["host " + host]?.crashes || [])
    .filter(crash => crash.events.some(each => each.fingerprint === event.fingerprint)).map(crash => ({host, crash})));
}
