// SPDX-License-Identifier: Apache-2.0
// A kernel event as one line, and as the full report with the patched frames marked.

import {el} from "/element.js";
import {crashList} from "/crashes.js";
import {hostLink, hostLinks} from "/hosts.js";
import {count, instant, span, when} from "/format.js";
import {isOpen} from "/place.js";

const NAMED = 20;

/** One line on a group of events; the title is a link where there is an address to follow. */
export function summaryOf(event, now, href) {
  const title = href ? el("a", {href}, event.title) : el("strong", {}, event.title);
  return [
    el("span", {class: "tag" + (event.attributed ? " bad" : "")}, event.attributed ? "✕ the patch is in it" : "not put down to the patch"), " ", title, " ",
    el("span", {class: "quiet"}, `${event.count.toLocaleString("en")} × on ${event.patched_hosts.length} patched, ${event.control_hosts.length} unpatched hosts, last `, when(event.last_at, now)),
  ];
}

/** A group of events that can be opened; `crashes` are what hosts with this report left behind. */
export function report(event, now, crashes) {
  return el("details", {class: "event", "data-key": event.fingerprint, open: isOpen(event.fingerprint)},
    el("summary", {"data-key": "summary " + event.fingerprint}, summaryOf(event, now)),
    isOpen(event.fingerprint) ? inside(event, now, crashes) : null);
}

function inside(event, now, crashes) {
  const marked = new Set(event.marked);
  const lines = event.sample.replace(/\n$/, "").split("\n");
  return el("div", {},
    el("p", {}, event.why, event.known_until ? [" Marked as known, ends ", when(event.known_until, now), "."] : null),
    el("p", {}, "First ", instant(event.first_at, now), event.first_host ? [" on ", hostLink(event.first_host)] : "",
      event.seconds_since_patch === null ? "" : `, ${span(event.seconds_since_patch)} after its patch instant`,
      ". Kind ", el("code", {}, event.kind), event.function ? [", function ", el("code", {}, event.function)] : "", ", fingerprint ", el("code", {}, event.fingerprint), "."),
    hosts("On patched hosts", event.patched_hosts), hosts("On unpatched hosts", event.control_hosts),
    crashes.length ? [el("h3", {}, "Crash dumps"), crashList(crashes, now)] : null,
    el("h3", {}, marked.size ? `The report; ${count(marked.size, "line")} with the patch ${marked.size === 1 ? "is" : "are"} marked ▶` : "The report"),
    el("pre", {tabindex: "0", role: "region", "aria-label": "Kernel report"}, lines.map((line, i) =>
      marked.has(i) ? [el("mark", {}, "▶ " + line), "\n"] : `  ${line}\n`)));
}

function hosts(title, names) {
  return names.length ? el("p", {}, title + ": ", hostLinks(names, NAMED)) : null;
}
