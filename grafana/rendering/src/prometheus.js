// SPDX-License-Identifier: Apache-2.0
// A data source that asks Prometheus as Grafana's own does, as far as our dashboards use it.
import {toDataFrame, FieldType} from "@grafana/data";
import {sceneGraph} from "@grafana/scenes";
import {from} from "rxjs";

const SCRAPE_SECONDS = 120; // of the fixture
const POINTS = 700;

export const errors = (window.__errors = []);
export const panels = (window.__panels = {});

export async function api(endpoint, parameters) {
  const response = await fetch(`/prometheus/api/v1/${endpoint}?` + new URLSearchParams(parameters));
  const answer = await response.json();
  if (answer.status !== "success") {
    errors.push(`${answer.error} in ${JSON.stringify(parameters)}`);
    throw new Error(answer.error);
  }
  return answer.data;
}

function seconds(duration) {
  const [, number, unit] = /^(\d+)([smh])$/.exec(duration);
  return Number(number) * {s: 1, m: 60, h: 3600}[unit];
}

/** The step and the windows, as https://grafana.com/docs/ describes them for $__interval and $__rate_interval. */
function windows(range, least) {
  const span = range.to.unix() - range.from.unix();
  const step = Math.max(SCRAPE_SECONDS, least ? seconds(least) : 0, Math.ceil(span / POINTS));
  return {step, interval: `${step}s`, rate: `${Math.max(step + SCRAPE_SECONDS, 4 * SCRAPE_SECONDS)}s`, range: `${span}s`};
}

function regexp(value) {
  const escaped = (one) => String(one).replace(/[\\^$.*+?()[\]{}|]/g, "\\\\$&");
  return Array.isArray(value) ? (value.length === 1 ? escaped(value[0]) : "(" + value.map(escaped).join("|") + ")") : value;
}

export function interpolated(scene, expression, {interval, rate, range}, scoped) {
  const filled = expression.replaceAll("$__rate_interval", rate).replaceAll("$__interval", interval).replaceAll("$__range", range);
  return sceneGraph.interpolate(scene, filled, scoped, regexp);
}

function legend(format, labels) {
  return !format || format === "__auto" ? JSON.stringify(labels) : format.replace(/{{\s*(\w+)\s*}}/g, (_, name) => labels[name] ?? "");
}

function rows(target, result, many) {
  const names = [...new Set(result.flatMap((one) => Object.keys(one.metric)))].filter((name) => name !== "__name__").sort();
  return toDataFrame({
    refId: target.refId,
    fields: [
      {name: "Time", type: FieldType.time, values: result.map((one) => one.value[0] * 1000)},
      ...names.map((name) => ({name, type: FieldType.string, values: result.map((one) => one.metric[name] ?? "")})),
      {name: many ? `Value #${target.refId}` : "Value", type: FieldType.number, values: result.map((one) => Number(one.value[1]))},
    ],
  });
}

function line(target, labels, values, step) {
  return toDataFrame({
    refId: target.refId,
    fields: [
      {name: "Time", type: FieldType.time, config: {interval: step * 1000}, values: values.map((value) => value[0] * 1000)},
      {name: "Value", type: FieldType.number, labels, config: {displayNameFromDS: legend(target.legendFormat, labels)}, values: values.map((value) => Number(value[1]))},
    ],
  });
}

export class Prometheus {
  uid = "prometheus";
  type = "prometheus";
  name = "prometheus";
  id = 1;
  interval = "15s";
  meta = {id: "prometheus", info: {}};

  constructor(scene, title) {
    this.scene = scene;
    this.title = title;
  }

  getRef() {
    return {uid: this.uid, type: this.type};
  }

  async metricFindQuery(query, options) {
    const text = typeof query === "string" ? query : query.query;
    const expression = /^query_result\((.+)\)$/.exec(text);
    if (expression) {
      const {result} = await api("query", {query: expression[1], time: options.range.to.unix()});
      const shown = ({metric, value}) => `{${Object.entries(metric).map(([name, one]) => `${name}="${one}"`).join(",")}} ${value[1]} ${value[0] * 1000}`;
      return result.map((one) => ({text: shown(one), value: shown(one)}));
    }
    const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(text);
    const range = options.range;
    const filled = sceneGraph.interpolate(this.scene(), selector, options.scopedVars, regexp);
    const values = await api(`label/${label}/values`, {"match[]": filled, start: range.from.unix(), end: range.to.unix()});
    return values.map((value) => ({text: value, value}));
  }

  query(request) {
    return from(this.answer(request));
  }

  async answer(request) {
    const {panel, minStep} = request.targets[0];
    const window = windows(request.range, minStep);
    const data = [];
    for (const target of request.targets) {
      const query = interpolated(this.scene(), target.expr, window, request.scopedVars);
      if (target.instant) {
        const {result} = await api("query", {query, time: request.range.to.unix()});
        if (target.format === "table") {
          data.push(rows(target, result, request.targets.length > 1));
        } else {
          data.push(...result.map((one) => line(target, one.metric, [one.value], window.step)));
        }
      } else {
        const end = Math.floor(request.range.to.unix() / window.step) * window.step;
        const start = Math.floor(request.range.from.unix() / window.step) * window.step;
        const {result} = await api("query_range", {query, start, end, step: window.step});
        data.push(...result.map((one) => line(target, one.metric, one.values, window.step)));
      }
    }
    panels[panel] = data.filter((frame) => frame.length > 0).length;
    return {data};
  }
}
