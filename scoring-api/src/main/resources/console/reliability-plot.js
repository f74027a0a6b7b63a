// SPDX-License-Identifier: Apache-2.0
// Whether probabilities hold: of the runs of which the model said so much, how many came true.

import {el} from "/element.js";
import {axis, drawing} from "/plot.js";

export function reliabilityPlot(bins) {
  const data = [bins.map(bin => bin.predicted), bins.map(bin => bin.predicted), bins.map(bin => (bin.count ? bin.observed : null))];
  const worst = Math.max(...bins.filter(bin => bin.count).map(bin => Math.abs(bin.observed - bin.predicted)));
  return [
    drawing("reliability", `Said against came true in ${bins.length} bins; the farthest is ${Math.round(worst * 100)} points off.`, data, options, {size: "square", counts: bins.map(bin => bin.count)}),
    el("p", {class: "quiet"}, "Each dot: runs of which the model said about so much, and the share that was harmful; its number: how many runs. Dashed: what a perfect one would do. Said at even odds, of runs it had not learned from."),
  ];
}

function options(colours, now) {
  const whole = {time: false, range: [0, 1]};
  const percent = (chart, splits) => splits.map(split => Math.round(split * 100) + " %");
  return {
    scales: {x: whole, y: whole},
    cursor: {show: false},
    series: [{}, {stroke: colours("quiet"), dash: [4, 3], width: 1, points: {show: false}},
      {stroke: colours("link"), width: 1.5, spanGaps: true, points: {show: true, size: 9, fill: colours("link")}}],
    axes: [axis(colours, {label: "said", labelSize: 18, labelFont: "12px system-ui", values: percent}), axis(colours, {size: 52, label: "came true", labelSize: 18, labelFont: "12px system-ui", values: percent})],
    hooks: {draw: [chart => {
      const pen = chart.ctx;
      pen.fillStyle = colours("text");
      pen.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
      now().counts.forEach((count, i) => count && pen.fillText(count, chart.valToPos(chart.data[0][i], "x", true) + 9 * devicePixelRatio, chart.valToPos(chart.data[2][i], "y", true) + 12 * devicePixelRatio));
    }]},
  };
}
