// SPDX-License-Identifier: Apache-2.0
// One rollout: the answers to the five questions first, then what they rest on.

import {path} from "/api.js";
import {badge, shown} from "/decision.js";
import {el, figures, quiet, section, table} from "/element.js";
import {summaryOf} from "/event-report.js";
import {five} from "/five.js";
import {count, digits, share, when, words} from "/format.js";
import {hostLinks} from "/hosts.js";
import {address} from "/place.js";
import {reasons} from "/reasons.js";
import {riskPlot} from "/risk-plot.js";
import {decisionOf, ofRollout} from "/rollout-head.js";

const TOP_EVENTS = 5;
const NAMED = 5;

export const rollout = ofRollout(null, {
  paths: ({parts: [, name]}) => ({
    looks: path(["rollouts", name, "looks"]),
    events: path(["rollouts", name, "events"], {limit: TOP_EVENTS}),
    signals: path(["rollouts", name, "signals"]),
    decisions: path(["rollouts", name, "decisions"]),
  }),
  more: ({rollout}) => ({patch: path(["patches", rollout.patch])}),
  draw: (data, place, now) => {
    const assessed = data.rollout.assessment;
    return [
      five(data, decisionOf(data.rollout), now),
      el("div", {class: "halves"},
        section("Why", reasons(assessed.reasons), override(assessed.override, now)),
        section("What would change this", wouldChange(assessed))),
      section("Risk over time", riskPlot(data.looks), numbers(assessed, now)),
      section("Waves", waves(data.rollout, now)),
      section("Kernel events", topEvents(data.rollout, data.events, now)),
    ];
  },
});

function override(standing, now) {
  return standing ? el("p", {class: "note"}, `Overridden by ${standing.by}: ${standing.decision}, “${standing.reason}”, ends `,
    when(standing.expires_at, now), ".") : null;
}

function wouldChange(assessed) {
  const sentences = assessed.would_change || [];
  return [
    sentences.length ? el("ul", {class: "reasons"}, sentences.map(text => el("li", {}, text))) : null,
    assessed.blocking.length ? [el("h3", {}, "Missing before it can proceed"), el("ul", {class: "reasons"}, assessed.blocking.map(missing))] : null,
    sentences.length || assessed.blocking.length ? null : quiet("Nothing is missing; new evidence would."),
  ];
}

function missing(item) {
  return el("li", {}, item.text, item.hosts.length ? [" ", hostLinks(item.hosts, NAMED)] : null);
}

function numbers(assessed, now) {
  const {coverage, exposure} = assessed;
  return figures([
    ["Risk", share(assessed.risk), assessed.interval ? `${share(assessed.interval.low)} to ${share(assessed.interval.high)}` : ""],
    ["Before evidence", share(assessed.prior_harm), assessed.likelihood_ratio === null ? "" : `evidence × ${digits(assessed.likelihood_ratio)}`],
    ["Fully seen", `${coverage.full} of ${coverage.full + coverage.partial + coverage.none}`, `patched hosts, ${count(coverage.controls, "control")}`],
    ["Exposure", exposure ? digits(exposure.host_minutes) : "none yet", exposure ? "host-minutes"
      + (exposure.work_ratio === null ? "" : `, ${Math.round(exposure.work_ratio * 100)} % of usual work`) : ""],
    ["Smallest visible effect", assessed.smallest_effect_seen === null ? "not known" : digits(assessed.smallest_effect_seen), "× the hosts' own noise"],
    ["Decided", when(assessed.decided_at, now), assessed.valid_until ? ["valid ", when(assessed.valid_until, now)] : ""],
    ["Basis", assessed.basis, assessed.model ? el("a", {href: "#/model"}, "model " + assessed.model.id) : "rules alone"],
  ]);
}

function waves(rollout, now) {
  return table("Waves", ["Wave", "Decision", "Risk", "Hosts by state", "Observed", "First patched", "Settled"], rollout.wave_states.map(wave => ({
    key: "wave " + wave.name,
    cells: [el("a", {href: address(["rollouts", rollout.id, "hosts"], {wave: wave.name})}, wave.name), badge(shown(wave.decision)), share(wave.risk),
      Object.entries(wave.counts).map(([state, number], i) => [i ? ", " : "", el("a", {class: "state " + state,
        href: address(["rollouts", rollout.id, "hosts"], {wave: wave.name, state})}, `${number.toLocaleString("en")} ${words(state)}`)]),
      ["full", "partial", "silent"].map(seen => `${wave.observed[seen] ?? 0} ${seen}`).join(", "),
      wave.started_at ? when(wave.started_at, now) : "not yet", wave.ended_at ? when(wave.ended_at, now) : "not yet"],
  })));
}

function topEvents(rollout, events, now) {
  if (!events.events.length) {
    return quiet("None so far.");
  }
  return [
    el("ul", {class: "lines"}, events.events.map(event => el("li", {"data-key": event.fingerprint},
      summaryOf(event, now, address(["rollouts", rollout.id, "events"], {open: event.fingerprint}))))),
    events.total > events.events.length ? el("p", {}, el("a", {href: address(["rollouts", rollout.id, "events"])}, `All ${events.total}`)) : null,
  ];
}
