// SPDX-License-Identifier: Apache-2.0
// Makes elements. Text only ever enters the page as text nodes, so nothing that a host or a tool sent is read as markup.

// Controls, and what turns the direction of text or is not seen at all: a name must not be able to look like another one.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Text with characters that cannot be seen, or that reorder others, shown by their numbers. */
export function visible(text) {
  return text.replace(UNSEEN, sign => `‹U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
}

/** An element with attributes and children; strings become text. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : visible(String(value)));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      node.append(child instanceof Node ? child : document.createTextNode(visible(String(child))));
    }
  }
  return node;
}

/** A part of a page under a heading. */
export function section(title, ...content) {
  return el("section", {}, el("h2", {}, title), ...content);
}

/** Says that there is nothing, in words. */
export function quiet(text) {
  return el("p", {class: "quiet"}, text);
}

/** Names and figures side by side; rows are [name, figure, what more there is to it]. */
export function figures(rows) {
  return el("dl", {class: "figures"}, rows.filter(Boolean).map(([name, value, more]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value), more ? el("dd", {class: "quiet"}, more) : null)));
}

/** A table that scrolls by itself where it is too wide; rows are lists of cells. */
export function table(caption, heads, rows) {
  return el("div", {class: "wide", tabindex: "0", role: "region", "aria-label": caption}, el("table", {},
    el("thead", {}, el("tr", {}, heads.map(head => el("th", {scope: "col"}, head)))),
    el("tbody", {}, rows.map(({key, cells}) => el("tr", {"data-key": key}, cells.map(cell => el("td", {}, cell)))))));
}
