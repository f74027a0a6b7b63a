// SPDX-License-Identifier: Apache-2.0
// Places uPlot's drawings on the page. A drawing is a node with data; the same node gets new data when the page is drawn anew.

import uPlot from "/uplot.js";
import {el} from "/element.js";

const charts = new WeakMap();
let waiting = 0;
const sizes = new ResizeObserver(entries => {
  for (const {target} of entries) {
    const chart = charts.get(target);
    if (chart && target.clientWidth && chart.width !== target.clientWidth) {
      chart.setSize({width: target.clientWidth, height: chart.height});
    }
  }
});

/**
 * A node to be drawn in once it is on the page.
 *
 * @param label what is seen on it, in words
 * @param data columns, as uPlot takes them
 * @param options makes uPlot's options of (colours, drawing)
 */
export function drawing(key, label, data, options, more = {}) {
  const node = el("div", {class: "drawing " + (more.size || ""), role: "img", "aria-label": label, "data-key": key, "data-drawing": true});
  node.drawing = {data, options, sign: JSON.stringify([data, more.marks]), ...more};
  return node;
}

/** Draws what is not drawn as it should be, everything where colours changed; one at a time, so that the page stays responsive. */
export function drawAll(root, anew) {
  clearTimeout(waiting);
  drawNext([...root.querySelectorAll("[data-drawing]")], anew);
}

function drawNext([node, ...rest], anew) {
  if (node?.isConnected) {
    draw(node, anew);
  }
  if (rest.length) {
    waiting = setTimeout(() => drawNext(rest, anew));
  }
}

function draw(node, anew) {
  const chart = charts.get(node);
  if (anew || !chart) {
    chart?.destroy();
    make(node);
  } else if (chart.sign !== node.drawing.sign) {
    chart.setData(node.drawing.data);
    chart.sign = node.drawing.sign;
  }
}

function make(node) {
  const colours = name => getComputedStyle(node).getPropertyValue("--" + name).trim();
  const options = node.drawing.options(colours, () => node.drawing);
  node.replaceChildren();
  const chart = new uPlot({width: node.clientWidth || 320, height: node.clientHeight || 160, legend: {show: false}, ...options}, node.drawing.data, node);
  chart.sign = node.drawing.sign;
  charts.set(node, chart);
  sizes.observe(node);
}

/** An axis in the page's colours. */
export function axis(colours, more) {
  return {stroke: colours("quiet"), grid: {stroke: colours("edge"), width: 1}, ticks: {stroke: colours("edge"), width: 1, size: 4}, font: "11px system-ui, sans-serif", ...more};
}

/** Draws a dashed line at an x with its name at the top. */
export function mark(chart, x, text, colour) {
  const left = Math.round(chart.valToPos(x, "x", true));
  const {top, height, left: from, width} = chart.bbox;
  if (left < from || left > from + width) {
    return;
  }
  const pen = chart.ctx;
  pen.save();
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = devicePixelRatio;
  pen.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  pen.beginPath();
  pen.moveTo(left, top);
  pen.lineTo(left, top + height);
  pen.stroke();
  pen.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  const right = left + pen.measureText(text).width + 6 * devicePixelRatio > from + width;
  pen.textAlign = right ? "right" : "left";
  pen.fillText(text, left + (right ? -4 : 4) * devicePixelRatio, top + 10 * devicePixelRatio);
  pen.restore();
}

export {uPlot};
