// SPDX-License-Identifier: Apache-2.0
// The console: asks the API every few seconds and shows what it says.

import {el, share, when, words} from "/element.js";
import {legend, plot} from "/plot.js";

const EVERY_MS = 5000;
const GIVE_UP_MS = 9000;
// After it nothing that is shown may still read as "go on".
const STALE_MS = 30000;
const SIGNS = {proceed: "✓", hold: "‖", stop: "✕", unknown: "?"};
const MEANINGS = {
  proceed: "Go on with the next host.",
  hold: "Wait before the next host.",
  stop: "Do not go on; roll back where that is viable.",
  unknown: "Nothing can be said; do not go on.",
};

const seen = {at: 0, rollouts: null, detail: null, drawn: "", failed: ""};

function selected() {
  const name = location.hash.startsWith("#/") ? decodeURIComponent(location.hash.slice(2)) : "";
  return name || (seen.rollouts && seen.rollouts.length ? seen.rollouts[0].id : "");
}

async function ask(path) {
  const answer = await fetch("/api/v1" + path, {signal: AbortSignal.timeout(GIVE_UP_MS), cache: "no-store"});
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail || "The service answered " + answer.status + ".");
  }
  return body;
}

async function refresh() {
  try {
    seen.rollouts = (await ask("/rollouts")).rollouts;
    const name = selected();
    seen.detail = name ? await detailOf(name) : null;
    seen.at = Date.now();
    seen.failed = "";
  } catch (failure) {
    seen.failed = failure.name === "TimeoutError" || failure instanceof TypeError
      ? "The service does not answer." : failure.message;
  }
  draw();
}

async function detailOf(name) {
  const path = "/rollouts/" + encodeURIComponent(name);
  const [rollout, signals, events, decisions] = await Promise.all(
    [ask(path), ask(path + "/signals"), ask(path + "/events"), ask(path + "/decisions")]);
  return {rollout, signals: signals.signals, events: events.events, decisions: decisions.decisions};
}

/** The decision as it may be shown: a proceed that ran out, or that was not confirmed for a while, is none. */
function shown(decision, validUntil) {
  const now = Date.now();
  const old = now - seen.at > STALE_MS || (validUntil && Date.parse(validUntil) <= now);
  return decision === "proceed" && old ? "unknown" : decision;
}

function badge(decision, large) {
  return el("span", {class: `badge ${decision}${large ? " large" : ""}`},
    el("span", {class: "sign", "aria-hidden": "true"}, SIGNS[decision] || "?"), decision);
}

function draw() {
  const now = Date.now();
  document.getElementById("freshness").textContent =
    seen.at ? "as of " + new Date(seen.at).toLocaleTimeString() : "asking…";
  const trouble = document.getElementById("trouble");
  trouble.hidden = !seen.failed;
  trouble.textContent = seen.failed ? seen.failed + (seen.at ? " What is shown may be out of date." : "") : "";
  const state = JSON.stringify([seen.rollouts, seen.detail, selected(), now - seen.at > STALE_MS, Math.floor(now / 15000)]);
  if (state === seen.drawn || !seen.rollouts) {
    return;
  }
  seen.drawn = state;
  keepingPlace(() => {
    document.getElementById("rollouts").replaceChildren(...list(now));
    document.getElementById("detail").replaceChildren(...(seen.detail ? detail(seen.detail, now) : nothing()));
  });
}

/** Redraws without losing the keyboard focus or closing what was opened. */
function keepingPlace(redraw) {
  const focus = document.activeElement && document.activeElement.dataset.key;
  const open = new Set([...document.querySelectorAll("details[open]")].map(node => node.dataset.key));
  redraw();
  for (const node of document.querySelectorAll("details")) {
    node.open = node.open || open.has(node.dataset.key);
  }
  const again = focus && [...document.querySelectorAll("[data-key]")].find(node => node.dataset.key === focus);
  if (again) {
    again.focus({preventScroll: true});
  }
}

function nothing() {
  return [el("section", {}, el("h2", {}, "No rollout yet"),
    el("p", {}, "A rollout appears here when a tool declares one, or when a live patch shows up on hosts that are watched."))];
}

function list(now) {
  const here = selected();
  return [el("h2", {}, "Rollouts"), el("ul", {}, seen.rollouts.map(rollout => el("li", {},
    el("a", {href: "#/" + encodeURIComponent(rollout.id), "data-key": "rollout " + rollout.id,
      "aria-current": rollout.id === here ? "page" : null},
      el("span", {class: "row"}, el("strong", {}, rollout.id), badge(shown(rollout.decision))),
      el("span", {class: "quiet"}, `${rollout.mode}, ${rollout.state}, `, when(rollout.opened_at, now)),
      el("span", {class: "headline"}, rollout.headline)))))];
}

function detail({rollout, signals, events, decisions}, now) {
  const assessed = rollout.assessment;
  const decision = shown(rollout.decision, assessed.valid_until);
  return [
    el("section", {class: "answer " + decision},
      el("h2", {}, rollout.id),
      el("p", {class: "quiet"}, `patch ${rollout.patch}, ${rollout.mode}, ${rollout.origin}, wave ${rollout.current_wave ?? "none"}`),
      el("p", {class: "row"}, badge(decision, true), el("span", {class: "meaning"}, MEANINGS[decision],
        rollout.mode === "advisory" ? " (advisory: nothing is blocked)" : "")),
      figures(assessed, now)),
    section("Why", reasons(assessed.reasons), override(assessed.override, now)),
    assessed.blocking.length ? section("Missing before it can proceed", el("ul", {class: "reasons"}, assessed.blocking.map(missing))) : null,
    assessed.rollback_hosts.length
      ? section("Roll back on", el("p", {class: "hosts"}, assessed.rollback_hosts.map(host => el("code", {}, host)))) : null,
    section("Hosts", rollout.wave_states.map(wave => waveOf(wave))),
    section("Signals that moved", signals.length
      ? [legend(), el("div", {class: "plots"}, signals.map(plot))] : el("p", {class: "quiet"}, "None so far.")),
    section("Kernel events", events.length ? events.map(event => eventOf(event, now)) : el("p", {class: "quiet"}, "None so far.")),
    section("History", decisions.length ? el("ol", {class: "history"}, decisions.map(change => changeOf(change, now)))
      : el("p", {class: "quiet"}, "No decision yet.")),
  ].filter(Boolean);
}

function section(title, ...content) {
  return el("section", {}, el("h3", {}, title), ...content);
}

function figures(assessed, now) {
  const range = assessed.interval ? `${share(assessed.interval.low)} to ${share(assessed.interval.high)}` : "";
  const coverage = assessed.coverage;
  const rows = [
    ["Risk", share(assessed.risk), range],
    ["Before evidence", share(assessed.prior_harm), assessed.likelihood_ratio === null ? "" : `evidence × ${Number(assessed.likelihood_ratio.toPrecision(3))}`],
    ["Fully seen", `${coverage.full} of ${coverage.full + coverage.partial + coverage.none}`, `patched hosts, ${coverage.controls} controls`],
    ["Exposure", assessed.exposure ? Math.round(assessed.exposure.host_minutes) : "none yet",
      assessed.exposure ? "host-minutes" + (assessed.exposure.work_ratio === null ? "" : `, ${Math.round(assessed.exposure.work_ratio * 100)} % of usual work`) : ""],
    ["Decided", when(assessed.decided_at, now), assessed.valid_until ? ["valid ", when(assessed.valid_until, now)] : ""],
    ["Basis", assessed.basis, assessed.model ? "model " + assessed.model.id : "rules alone"],
  ];
  return el("dl", {class: "figures"}, rows.map(([name, value, more]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value), el("dd", {class: "quiet"}, more))));
}

function reasons(all) {
  return el("ul", {class: "reasons"}, all.map(reason => el("li", {}, reason.text, " ", el("code", {}, reason.code), crashEvidence(reason))));
}

// What crashes left behind that a reason rests on, one line each: host, path, how complete, how large.
function crashEvidence(reason) {
  const left = reason.evidence.crash_evidence || [];
  return left.length ? el("ul", {class: "quiet"}, left.map(line => el("li", {}, "Crash evidence ", el("code", {}, line)))) : null;
}

function override(standing, now) {
  return standing ? el("p", {class: "note"}, `Overridden by ${standing.by}: ${standing.decision}, “${standing.reason}”, until `,
    when(standing.expires_at, now)) : null;
}

function missing(item) {
  return el("li", {}, item.text, item.hosts.length ? [" ", item.hosts.map(host => [el("code", {}, host), " "])] : null);
}

function waveOf(wave) {
  const byState = new Map();
  for (const member of wave.hosts) {
    byState.set(member.patch_state, [...(byState.get(member.patch_state) || []), member]);
  }
  const groups = [...byState].map(([state, members]) => el("details", {class: "state " + state, "data-key": `${wave.name} ${state}`},
    el("summary", {"data-key": `summary ${wave.name} ${state}`}, el("strong", {}, members.length), " ", words(state), unseen(members)),
    el("p", {class: "hosts"}, members.map(member => el("code", {class: member.observation},
      member.host, member.observation === "full" ? "" : ` (${member.observation})`)))));
  return el("div", {class: "wave"},
    el("p", {class: "row"}, el("strong", {}, wave.name), badge(shown(wave.decision)),
      el("span", {class: "quiet"}, wave.hosts.length === 1 ? "1 host" : `${wave.hosts.length} hosts`)),
    el("div", {class: "states"}, groups));
}

function unseen(members) {
  const count = members.filter(member => member.observation !== "full").length;
  return count ? el("span", {class: "quiet"}, ` (${count} not fully seen)`) : null;
}

function eventOf(event, now) {
  return el("details", {class: "event", "data-key": event.fingerprint},
    el("summary", {"data-key": "summary " + event.fingerprint},
      el("span", {class: "tag" + (event.attributed ? " bad" : "")}, event.attributed ? "put down to the patch" : "not put down to the patch"),
      " ", el("strong", {}, event.title), " ", el("span", {class: "quiet"}, `${event.count} × on ${event.patched_hosts.length} patched and ${event.control_hosts.length} unpatched hosts, last `, when(event.last_at, now))),
    el("p", {}, event.why, event.known_until ? [" Marked as known, ends ", when(event.known_until, now), "."] : null),
    el("p", {class: "hosts"}, event.patched_hosts.map(host => el("code", {}, host))),
    el("pre", {tabindex: "0"}, event.sample));
}

function changeOf(change, now) {
  return el("li", {}, badge(change.decision), " ", el("span", {class: "quiet"}, when(change.at, now),
    change.wave ? `, wave ${change.wave}` : "", change.by ? `, ${change.by}: ${words(change.action)}` : ""),
  el("span", {class: "headline"}, change.reasons.map(reason => reason.text).join(" ")));
}

addEventListener("hashchange", () => {
  seen.detail = null;
  refresh().then(() => {
    const detail = document.getElementById("detail");
    if (detail.getBoundingClientRect().top > innerHeight / 2) {
      detail.scrollIntoView();
    }
  });
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());
setInterval(() => document.hidden ? null : refresh(), EVERY_MS);
refresh();
