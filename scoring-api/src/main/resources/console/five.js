// SPDX-License-Identifier: Apache-2.0
// The five questions of somebody who was just woken, answered from what the API says: is it the patch, which hosts, which
// function, since when, what now. Each answer is a sentence to act on, then what it rests on.

import {MEANINGS} from "/decision.js";
import {el} from "/element.js";
import {count, digits, instant, share, span} from "/format.js";
import {hostLink, hostLinks} from "/hosts.js";
import {address} from "/place.js";

const NAMED = 8;
// Reasons that say by themselves that something else is to blame, or may be.
const OTHERWISE = {
  fleet_event: "Probably not: hosts without the patch got worse as well.",
  hardware: "Probably not: a host reported a hardware error.",
  crash_unexplained: "Not known: a patched host crashed, and nothing ties the crash to the patch.",
  host_lost: "Not known: a patched host was lost.",
};
const CERTAIN = ["crash_repeated", "crash_rate", "hosts_lost", "force_used"];
const LIKELY = 0.5;
const VERY_LIKELY = 0.9;

/** Question, answer, what it rests on. */
export function five(data, decision, now) {
  const known = facts(data, decision, now);
  return el("dl", {class: "five " + decision}, [
    ["Is it the patch?", isItThePatch(known)],
    ["Which hosts?", whichHosts(known)],
    ["Which function?", whichFunction(known)],
    ["Since when?", sinceWhen(known)],
    ["What now?", whatNow(known)],
  ].map(([question, [answer, ...more]]) => el("div", {},
    el("dt", {}, question), el("dd", {}, el("p", {class: "lead"}, answer), more.filter(Boolean).map(each => el("p", {}, each))))));
}

function facts({rollout, events, signals, decisions, patch}, decision, now) {
  const assessed = rollout.assessment;
  const blamed = events.events.filter(event => event.attributed && event.patched_hosts.length && !event.known_until)
    .sort((a, b) => Date.parse(a.first_at) - Date.parse(b.first_at));
  const bad = decision === "proceed" ? [] : signals.signals.filter(signal => signal.worsened);
  return {rollout, assessed, decision, now, blamed, bad, patch, changes: decisions.decisions,
    codes: assessed.reasons.map(reason => reason.code), first: assessed.reasons[0]};
}

function isItThePatch({assessed, decision, blamed, codes, first, rollout}) {
  const risk = assessed.risk === null ? null
    : `Risk ${share(assessed.risk)}${assessed.interval ? ` (${share(assessed.interval.low)} to ${share(assessed.interval.high)})` : ""}; `
      + `before any evidence it was ${share(assessed.prior_harm)}.`;
  if (decision === "unknown" && rollout.decision === "proceed") {
    return ["It cannot be said now: what is shown is out of date."];
  }
  if (blamed.length) {
    return ["Yes. A kernel report has the patch in its stack.", reportLink(rollout, blamed[0]), blamed[0].why, risk];
  }
  if (decision === "proceed") {
    return ["No sign of it.", first.text, risk];
  }
  if (codes.includes("manual_stop")) {
    return ["A person stopped it.", first.text, risk];
  }
  const other = codes.find(code => OTHERWISE[code]);
  if (decision !== "stop") {
    return [other ? OTHERWISE[other] : decision === "unknown" ? "It cannot be said." : "Not known yet.", first.text, risk];
  }
  const sure = codes.some(code => CERTAIN.includes(code)) || assessed.risk > VERY_LIKELY;
  return [sure ? "Very likely." : assessed.risk > LIKELY ? "Likely." : "Possibly.", first.text, risk];
}

function reportLink(rollout, event) {
  return el("a", {href: address(["rollouts", rollout.id, "events"], {open: event.fingerprint})}, event.title);
}

function whichHosts({rollout, assessed, blamed, bad, first, decision}) {
  const told = [...new Set(blamed.flatMap(event => event.patched_hosts))];
  const reasoned = Array.isArray(first.evidence.hosts) ? first.evidence.hosts : [];
  const hosts = told.length ? told : reasoned.length && decision !== "proceed" ? reasoned : assessed.rollback_hosts;
  const all = el("a", {href: address(["rollouts", rollout.id, "hosts"])}, "all hosts of the rollout");
  const odd = Object.entries(rollout.hosts).filter(([state, number]) => number && ["failed", "rolled_back", "lost_by_reboot"].includes(state))
    .map(([state, number]) => `${count(number, "host")} ${state.replaceAll("_", " ")}`).join(", ");
  if (!hosts.length) {
    return ["None stands out.", odd, all];
  }
  const seen = assessed.coverage;
  return [
    [told.length ? `${count(hosts.length, "patched host")} logged it: ` : bad.length ? `${count(hosts.length, "patched host")}, seen as a group: `
      : count(hosts.length, "host") + ": ", hostLinks(hosts, NAMED)],
    [`${odd ? odd + ". " : ""}Compared: ${count(seen.full + seen.partial, "patched host")} with ${count(seen.controls, "control")}; `, all],
  ];
}

function whichFunction({rollout, blamed, bad, patch}) {
  const replaced = patch?.functions.length ? ["The patch replaces ", patch.functions.slice(0, NAMED).map((name, i) => [i ? ", " : "", el("code", {}, name)]),
    patch.functions.length > NAMED ? ` and ${patch.functions.length - NAMED} more.` : "."] : null;
  const named = blamed.find(event => event.function);
  if (named) {
    return [[el("code", {}, named.function), " is in the stack."], replaced];
  }
  const moved = bad.slice(0, 3).map((signal, i) => [i ? ", " : "", el("code", {}, signal.signal), ` by ${digits(Math.abs(signal.shift))} × its noise`]);
  return bad.length ? ["No kernel report names one.", ["What got worse: ", moved, "; ",
    el("a", {href: address(["rollouts", rollout.id, "signals"])}, "patched against control"), "."], replaced]
    : ["No kernel report names one.", replaced];
}

function sinceWhen({rollout, blamed, bad, changes, now, decision}) {
  const started = rollout.wave_states.map(wave => wave.started_at).filter(Boolean).sort()[0];
  const patched = started ? ["The first host was patched at ", instant(started, now), "."] : "No host is patched yet.";
  const since = standingSince(changes, rollout.decision);
  const stands = since && decision === rollout.decision ? [`Decision ${decision} since `, instant(since, now), "."] : null;
  if (blamed.length) {
    const [event] = blamed;
    const after = event.seconds_since_patch === null ? "" : `, ${span(event.seconds_since_patch)} after its patch instant`;
    return [[instant(event.first_at, now), event.first_host ? [" on ", hostLink(event.first_host)] : "", after, "."], patched, stands];
  }
  const from = bad.map(signal => signal.since_s).filter(seconds => seconds !== null && seconds !== undefined);
  if (from.length) {
    return [`About ${span(Math.min(...from))} after the patch instant of each host.`, patched, stands];
  }
  return stands ? [stands, patched] : [patched];
}

/** When the rollout's decision became what it is. */
function standingSince(changes, decision) {
  const own = changes.filter(change => change.wave === null);
  const other = own.findIndex(change => change.decision !== decision);
  const start = other < 0 ? own[own.length - 1] : own[other - 1];
  return start ? start.at : null;
}

function whatNow({assessed, decision, rollout, now}) {
  const back = assessed.rollback_hosts;
  const lead = decision === "stop" && back.length ? `${MEANINGS.stop} Roll back ${count(back.length, "host")}.` : MEANINGS[decision];
  return [
    lead + (rollout.mode === "advisory" ? " (Advisory: nothing is blocked.)" : ""),
    back.length ? ["Roll back on ", hostLinks(back, NAMED), "."] : null,
    assessed.latched ? "The stop stays until a named person clears it with a reason." : null,
    assessed.next_look_at && decision !== "stop" ? ["Next look ", instant(assessed.next_look_at, now), "."] : null,
  ];
}
