// SPDX-License-Identifier: Apache-2.0
// One small plot a signal: patched hosts against controls, aligned on the patch instant.

import {el, quiet} from "/element.js";
import {quantity, span} from "/format.js";
import {axis, drawing, mark, uPlot} from "/plot.js";

/** The two line styles, named once for all plots. */
export function legend(patched = "patched hosts") {
  return el("p", {class: "legend"},
    el("span", {}, el("span", {class: "key patched", "aria-hidden": "true"}), ` ${patched}`), el("span", {}, el("span", {class: "key control", "aria-hidden": "true"}), " controls"),
    el("span", {class: "quiet"}, "line: median; band: middle half of the hosts; “patch”: the patch instant; red dashes: from there on beyond the controls"));
}

/** Small multiples, what got worse first. */
export function signalPlots(signals) {
  const ordered = [...signals].sort((a, b) => b.worsened - a.worsened || Math.abs(b.shift) - Math.abs(a.shift));
  return el("div", {class: "plots"}, ordered.map(signal => el("figure", {"data-key": "figure " + signal.signal},
    el("figcaption", {}, el("strong", {}, signal.signal), " ", el("span", {class: signal.worsened ? "moved worse" : "moved"}, verdict(signal)),
      el("span", {class: "help"}, signal.help)),
    signal.patched.length + signal.control.length < 2 ? quiet("Too few points to draw.") : plot(signal))));
}

function verdict(signal) {
  const chance = signal.p_value === null ? "" : `, by chance ${signal.p_value < 0.001 ? "< 0.1" : (signal.p_value * 100).toPrecision(2)} %`;
  return `${signal.worsened ? "▲ worse" : "moved"} by ${Math.abs(signal.shift).toPrecision(2)} × its noise${chance}`;
}

function spoken(signal) {
  const last = points => (points.length ? quantity(points[points.length - 1].value, signal.unit) : "nothing");
  return `${signal.signal}: ${verdict(signal)}. At the end patched hosts show ${last(signal.patched)}, controls ${last(signal.control)}.`;
}

function plot(signal) {
  const columns = points => [points.map(p => p.t), points.map(p => p.high ?? p.value), points.map(p => p.low ?? p.value), points.map(p => p.value)];
  const data = uPlot.join([columns(signal.control), columns(signal.patched)]);
  return drawing("plot " + signal.signal, spoken(signal), data, options, {unit: signal.unit, since: signal.since_s ?? null, marks: signal.since_s ?? null});
}

function options(colours, now) {
  const edge = {width: 0, points: {show: false}, spanGaps: true};
  const line = (name, more) => ({stroke: colours(name), width: 1.6, points: {show: false}, spanGaps: true, ...more});
  return {
    scales: {x: {time: false}},
    cursor: {drag: {x: false, y: false}, points: {show: false}, sync: {key: "signals"}, y: false},
    series: [{}, edge, edge, line("control", {dash: [5, 3]}), edge, edge, line("patched", {width: 2.2})],
    bands: [{series: [1, 2], fill: colours("control-soft")}, {series: [4, 5], fill: colours("patched-soft")}],
    axes: [
      axis(colours, {size: 26, space: 70, grid: {show: false}, values: (chart, splits) => splits.map(side)}),
      axis(colours, {size: 64, space: 40, values: (chart, splits) => splits.map(split => quantity(split, now().unit))}),
    ],
    hooks: {
      draw: [chart => {
        mark(chart, 0, "patch", colours("text"));
        if (now().since !== null && now().since > 0) {
          mark(chart, now().since, "", colours("stop"));
        }
      }],
      ready: [chart => chart.root.append(el("p", {class: "readout", "aria-hidden": "true"}, " "))],
      setCursor: [chart => read(chart, now().unit)],
    },
  };
}

function side(seconds) {
  return seconds === 0 ? "0" : (seconds < 0 ? "−" : "+") + span(seconds);
}

/** Writes what is under the pointer, on all plots at once. */
function read(chart, unit) {
  const {idx} = chart.cursor;
  const value = series => (idx === null || idx === undefined || chart.data[series][idx] === null || chart.data[series][idx] === undefined ? "–" : quantity(chart.data[series][idx], unit));
  const place = chart.root.querySelector(".readout");
  if (place) {
    place.textContent = idx === null || idx === undefined ? " " : `${side(chart.data[0][idx])}: patched ${value(6)}, controls ${value(3)}`;
  }
}
