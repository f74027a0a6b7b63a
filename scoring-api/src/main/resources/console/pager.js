// SPDX-License-Identifier: Apache-2.0
// Filters and pages of long lists; the server filters and cuts, the address says which part is shown.

import {el} from "/element.js";
import {address} from "/place.js";

/** A form whose fields go into the address. */
export function filter(...fields) {
  return el("form", {"data-filter": true, "data-key": "filter", class: "filter", role: "search"}, ...fields);
}

/** A field for words. */
export function field(label, name, {parameters}, hint) {
  return el("label", {}, label, " ", el("input", {name, type: "search", value: parameters[name] || "", placeholder: hint, autocomplete: "off", "data-key": "field " + name}));
}

/** A choice among values; values are texts, or [value, text]. */
export function choice(label, name, {parameters}, values) {
  const options = [["", "all"], ...values.map(value => (Array.isArray(value) ? value : [value, value]))];
  return el("label", {}, label, " ", el("select", {name, "data-key": "choice " + name}, options.map(([value, text]) =>
    el("option", {value, selected: value === (parameters[name] || "")}, text))));
}

/** How much of a list is shown, and the way to the rest. */
export function pages({parts, parameters}, {total, next}, shownNow, all) {
  return el("p", {class: "pages", "data-key": "pages"},
    shownNow === total ? all(total) : `${shownNow.toLocaleString("en")} of ${all(total)}`,
    parameters.after ? [" ", el("a", {href: address(parts, {...parameters, after: null}), "data-key": "first page"}, "First page")] : null,
    next ? [" ", el("a", {href: address(parts, {...parameters, after: next}), "data-key": "next page"}, "Next page")] : null);
}
