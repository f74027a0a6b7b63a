// SPDX-License-Identifier: Apache-2.0
// Draws one signal: patched hosts against controls, aligned on the patch instant.

import {el, svg, quantity} from "/element.js";

const WIDTH = 360;
const HEIGHT = 150;
const LEFT = 54;
const RIGHT = 8;
const TOP = 18;
const BOTTOM = 22;

/** A figure for a moved signal as the API gives it. */
export function plot(signal) {
  const all = [...signal.patched, ...signal.control];
  const caption = el("figcaption", {},
    el("strong", {}, signal.signal), " ",
    el("span", {class: signal.worsened ? "moved worse" : "moved"}, verdict(signal)),
    el("span", {class: "help"}, signal.help));
  if (all.length < 2) {
    return el("figure", {class: "plot"}, caption, el("p", {class: "quiet"}, "Too few points to draw."));
  }
  const x = scale(all.map(p => p.t).concat(0), LEFT, WIDTH - RIGHT);
  const y = scale(all.flatMap(p => [p.value, p.low ?? p.value, p.high ?? p.value]), HEIGHT - BOTTOM, TOP);
  const drawing = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": spoken(signal)},
    svg("line", {class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM}),
    band(signal.control, x, y, "control"), band(signal.patched, x, y, "patched"),
    line(signal.control, x, y, "control"), line(signal.patched, x, y, "patched"),
    svg("line", {class: "instant", x1: x.at(0), x2: x.at(0), y1: TOP - 12, y2: HEIGHT - BOTTOM}),
    svg("text", {class: "tick", x: x.at(0) + 4, y: TOP - 5}, "patch"),
    svg("text", {class: "tick", x: LEFT - 6, y: TOP + 4, "text-anchor": "end"}, quantity(y.max, signal.unit)),
    svg("text", {class: "tick", x: LEFT - 6, y: HEIGHT - BOTTOM, "text-anchor": "end"}, quantity(y.min, signal.unit)),
    svg("text", {class: "tick", x: LEFT, y: HEIGHT - 7}, minutes(x.min)),
    svg("text", {class: "tick", x: WIDTH - RIGHT, y: HEIGHT - 7, "text-anchor": "end"}, minutes(x.max)));
  return el("figure", {class: "plot"}, caption, drawing);
}

/** The two line styles, named once for all plots. */
export function legend() {
  const key = name => svg("svg", {class: "key", viewBox: "0 0 26 8", "aria-hidden": "true"},
    svg("line", {class: "line " + name, x1: 1, x2: 25, y1: 4, y2: 4}));
  return el("p", {class: "legend"},
    el("span", {}, key("patched"), " patched hosts"), el("span", {}, key("control"), " controls"),
    el("span", {class: "quiet"}, "line: median; band: middle half of the hosts; dashed: the patch instant"));
}

function verdict(signal) {
  const chance = signal.p_value === null ? "" : `, by chance ${signal.p_value < 0.001 ? "<\u00a00.1" : (signal.p_value * 100).toPrecision(2)}\u00a0%`;
  return `${signal.worsened ? "worse" : "moved"} by ${Math.abs(signal.shift).toPrecision(2)} × its usual noise${chance}`;
}

function spoken(signal) {
  const last = points => points.length ? quantity(points[points.length - 1].value, signal.unit) : "nothing";
  return `${signal.signal}: ${verdict(signal)}. At the end patched hosts show ${last(signal.patched)}, controls ${last(signal.control)}.`;
}

function scale(values, from, to) {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const span = max - min || 1;
  return {min, max, at: value => Math.round((from + (value - min) / span * (to - from)) * 10) / 10};
}

function line(points, x, y, name) {
  return svg("polyline", {class: "line " + name, points: points.map(p => `${x.at(p.t)},${y.at(p.value)}`).join(" ")});
}

function band(points, x, y, name) {
  const edged = points.filter(p => p.low !== null && p.high !== null);
  const upper = edged.map(p => `${x.at(p.t)},${y.at(p.high)}`);
  const lower = edged.map(p => `${x.at(p.t)},${y.at(p.low)}`).reverse();
  return svg("polygon", {class: "band " + name, points: [...upper, ...lower].join(" ")});
}

function minutes(seconds) {
  const size = Math.abs(seconds);
  const text = size < 120 ? Math.round(size) + " s" : Math.round(size / 60) + " min";
  return seconds < 0 ? text + " before" : text + " after";
}
