// SPDX-License-Identifier: Apache-2.0
// The model in use: what it was trained on and how well it did, whether its probabilities hold, whether it still fits.

import {el, figures, quiet, section, table} from "/element.js";
import {digits, instant, words} from "/format.js";
import {address} from "/place.js";
import {reliabilityPlot} from "/reliability-plot.js";

const LONG = 160;

export const model = {
  place: "model",
  title: () => "Model",
  paths: () => ({model: "/model"}),
  draw: ({model}, place, now) => [
    el("div", {class: "title"}, el("h1", {}, "Model ", el("code", {}, model.id))),
    figures([["Trained", instant(model.trained_at, now)], ["Digest", el("code", {}, model.sha256)], ["Inputs", model.features.length]]),
    section("Does it mean what it says?", model.reliability?.length ? [reliabilityPlot(model.reliability), el("details", {"data-key": "reliability"},
      el("summary", {}, "As a table"), table("Reliability", ["Said", "Came true", "Runs"], model.reliability.map(bin => ({
        key: "bin " + bin.predicted, cells: [digits(bin.predicted), digits(bin.observed), bin.count]}))))] : quiet("This model's card has no figures on it.")),
    section("Does it still fit?", model.drift?.length ? table("Drift", ["Rollout", "Wave", "Inputs out of range", "Which"], model.drift.map(each => ({
      key: `drift ${each.rollout} ${each.wave}`,
      cells: [el("a", {href: address(["rollouts", each.rollout])}, each.rollout), each.wave ?? "all", Math.round(each.ratio * 100) + " %", each.features.map(words).join(", ") || "none"],
    }))) : quiet("Nothing under watch is unlike what it learned from.")),
    section("Inputs", el("p", {class: "names"}, model.features.map(name => [el("code", {}, name), " "]))),
    section("Card", el("dl", {class: "card-text"}, Object.entries(model.card).map(([name, value]) =>
      el("div", {}, el("dt", {}, words(name)), el("dd", {}, told(name, value)))))),
  ],
};

/** A value of the card in words; long ones are folded. */
function told(name, value) {
  const text = Array.isArray(value) ? value.map(flat).join(", ") : flat(value);
  return text.length > LONG ? el("details", {"data-key": "card " + name}, el("summary", {}, text.slice(0, LONG / 2) + "…"), text) : text;
}

function flat(value) {
  if (typeof value === "number") {
    return digits(value);
  }
  return value !== null && typeof value === "object"
    ? Object.entries(value).map(([name, each]) => `${words(name)}: ${Array.isArray(each) ? each.map(flat).join(", ") : flat(each)}`).join("; ") : String(value);
}
