// SPDX-License-Identifier: Apache-2.0
// Risk over time with its interval, over the bands in which the policy holds and stops.

import {el, quiet} from "/element.js";
import {signOf} from "/decision.js";
import {share} from "/format.js";
import {axis, drawing, mark, uPlot} from "/plot.js";

// Risk is drawn by powers of ten: what matters lies between 1 in 1,000 and 1 in 10.
const LEAST = 1e-4;
const atLeast = value => (value === null ? null : Math.max(value, LEAST));

export function riskPlot({looks, hold_at: hold, stop_at: stop}) {
  const told = looks.filter(look => look.risk !== null);
  if (told.length < 2) {
    return quiet("Fewer than two looks had an answer of the model yet.");
  }
  const data = [looks.map(look => Date.parse(look.at) / 1000), ...["high", "low", "risk"].map(name => looks.map(look => atLeast(look[name])))];
  const changes = looks.filter((look, i) => !i || look.decision !== looks[i - 1].decision)
    .map(look => ({at: Date.parse(look.at) / 1000, text: `${signOf(look.decision)} ${look.decision}`}));
  const last = told[told.length - 1];
  return [
    drawing("risk", `Risk from ${share(told[0].risk)} at the first of ${looks.length} looks to ${share(last.risk)} at the last; decisions ${changes.map(change => change.text.slice(2)).join(", then ")}.`,
      data, options, {size: "large", marks: changes, bands: {hold, stop}}),
    el("p", {class: "quiet"}, `Line: risk; band: its interval; time in UTC; each step up is ten times the risk. The policy holds from ${share(hold)} and stops from ${share(stop)}; rules can be stricter.`),
  ];
}

function options(colours, now) {
  const edge = {width: 0, points: {show: false}, spanGaps: false};
  return {
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
    scales: {x: {time: true}, y: {distr: 3, range: [LEAST, 1]}},
    cursor: {drag: {x: false, y: false}, points: {show: false}},
    series: [{}, edge, edge, {stroke: colours("link"), width: 2, points: {show: false}}],
    bands: [{series: [1, 2], fill: colours("link-soft")}],
    axes: [axis(colours, {space: 70, values: (chart, splits) => splits.map(split => clock(split, splits))}), axis(colours, {size: 64, grid: {show: false}, values: (chart, splits) => splits.map(split => (Number.isInteger(Math.round(Math.log10(split) * 1e6) / 1e6) ? named(split) : ""))})],
    hooks: {
      drawClear: [chart => {
        const {hold, stop} = now().bands;
        band(chart, hold, stop, colours("hold-soft"));
        band(chart, stop, 1, colours("stop-soft"));
      }],
      draw: [chart => crowd(chart, now().marks).forEach(change => mark(chart, change.at, change.text, colours("quiet")))],
    },
  };
}

/** The time of day in UTC, to the second where steps are less than a minute. */
function clock(seconds, splits) {
  return new Date(seconds * 1e3).toISOString().slice(11, splits.length > 1 && splits[1] - splits[0] < 60 ? 19 : 16);
}

function named(split) {
  return split >= 1 ? "100 %" : split * 100 + " %";
}

/** The newest of changes that would be written over each other; a mark is 70 pixels wide. */
function crowd(chart, changes) {
  const kept = [];
  for (const change of [...changes].reverse()) {
    const before = kept[kept.length - 1];
    if (!before || chart.valToPos(before.at, "x") - chart.valToPos(change.at, "x") > 70) {
      kept.push(change);
    }
  }
  return kept;
}

function band(chart, from, to, colour) {
  const bottom = chart.valToPos(Math.max(from, LEAST), "y", true);
  const top = chart.valToPos(Math.max(to, LEAST), "y", true);
  chart.ctx.fillStyle = colour;
  chart.ctx.fillRect(chart.bbox.left, top, chart.bbox.width, bottom - top);
}
