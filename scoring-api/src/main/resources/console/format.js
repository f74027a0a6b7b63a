// SPDX-License-Identifier: Apache-2.0
// Numbers and instants as people read them.

import {el} from "/element.js";

/** A number in at most three digits with its unit. */
export function quantity(value, unit) {
  if (unit === "ratio") {
    return digits(value * 100) + " %";
  }
  if (unit === "bytes") {
    return scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]);
  }
  if (unit === "s" && value !== 0 && Math.abs(value) < 1) {
    return Math.abs(value) < 0.001 ? digits(value * 1e6) + " µs" : digits(value * 1e3) + " ms";
  }
  return scaled(value, 1000, ["", "k", "M", "G", "T"]).trim() + (unit ? " " + unit : "");
}

function scaled(value, base, names) {
  let step = 0;
  let left = value;
  while (Math.abs(left) >= base && step < names.length - 1) {
    left /= base;
    step += 1;
  }
  return digits(left) + " " + names[step];
}

/** A number in at most three digits. */
export function digits(value) {
  return value === 0 ? "0" : Number(value.toPrecision(3)).toString();
}

/** A probability: never 0 % or 100 %, for neither is meant. */
export function share(value) {
  if (value === null || value === undefined) {
    return "not known";
  }
  if (value < 0.001) {
    return "< 0.1 %";
  }
  return value > 0.999 ? "> 99.9 %" : (value * 100).toPrecision(2).replace(/\.0$/, "") + " %";
}

/** A count with its noun. */
export function count(number, one, many = one + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A span of time in one unit. */
export function span(seconds) {
  const size = Math.abs(seconds);
  if (size < 90) {
    return Math.round(size) + " s";
  }
  return size < 5400 ? Math.round(size / 60) + " min" : size < 172800 ? Math.round(size / 3600) + " h" : Math.round(size / 86400) + " d";
}

function distance(instant, now) {
  const seconds = (now - Date.parse(instant)) / 1000;
  return seconds >= 0 ? span(seconds) + " ago" : "in " + span(seconds);
}

/** How long ago or ahead an instant is; pointed at, the instant itself. */
export function when(instant, now) {
  return instant ? el("time", {datetime: instant, title: instant}, distance(instant, now)) : "never";
}

/** An instant by the clock, in UTC as in logs, and how long ago it is. */
export function instant(at, now) {
  const text = new Date(at).toISOString();
  const day = text.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? "" : text.slice(0, 10) + " ";
  return el("time", {datetime: at, title: at}, `${day}${text.slice(11, 19)} UTC (${distance(at, now)})`);
}

/** Words of an identifier: in_transition becomes "in transition". */
export function words(identifier) {
  return identifier.replaceAll("_", " ");
}
