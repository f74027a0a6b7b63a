// SPDX-License-Identifier: Apache-2.0
// Makes elements. Text only ever enters the page as text nodes, so nothing that a host or a tool sent is read as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return node;
}

/** An HTML element with attributes and children; strings become text. */
export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, likewise. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A number in at most three digits with its unit, as people read it. */
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

function digits(value) {
  return value === 0 ? "0" : Number(value.toPrecision(3)).toString();
}

/** A probability as people read it: never 0 % or 100 %, for neither is meant. */
export function share(value) {
  if (value === null || value === undefined) {
    return "not known";
  }
  if (value < 0.001) {
    return "< 0.1 %";
  }
  if (value > 0.999) {
    return "> 99.9 %";
  }
  return (value * 100).toPrecision(2).replace(/\.0$/, "") + " %";
}

/** How long ago or ahead an instant is. */
export function distance(instant, now) {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  const size = Math.abs(seconds);
  const text = size < 90 ? size + " s" : size < 5400 ? Math.round(size / 60) + " min" : size < 172800
    ? Math.round(size / 3600) + " h" : Math.round(size / 86400) + " d";
  return seconds >= 0 ? text + " ago" : "in " + text;
}

/** A time element that shows how long ago or ahead it is and, when pointed at, the instant. */
export function when(instant, now) {
  return instant ? el("time", {datetime: instant, title: instant}, distance(instant, now)) : "never";
}

/** Words of an identifier: in_transition becomes "in transition". */
export function words(identifier) {
  return identifier.replaceAll("_", " ");
}
