// SPDX-License-Identifier: Apache-2.0
// Decisions as they may be shown.

import {el} from "/element.js";

// After it nothing that is shown may still read as "go on".
export const STALE_MS = 30000;

const SIGNS = {proceed: "✓", hold: "‖", stop: "✕", unknown: "?"};

/** What each decision asks people to do. */
export const MEANINGS = {
  proceed: "Go on with the next host.",
  hold: "Wait before the next host.",
  stop: "Do not patch another host.",
  unknown: "Nothing can be said. Do not go on.",
};

const contact = {at: 0};

/** Notes that the service just answered. */
export function heard() {
  contact.at = Date.now();
}

/** When the service answered last, in milliseconds; 0 for never. */
export function heardAt() {
  return contact.at;
}

/** Whether it is too long ago that the service answered. */
export function isStale() {
  return Date.now() - contact.at > STALE_MS;
}

/** The decision as it may be shown: a proceed that ran out, or that was not confirmed for a while, is none. */
export function shown(decision, validUntil) {
  const old = isStale() || (validUntil && Date.parse(validUntil) <= Date.now());
  return decision === "proceed" && old ? "unknown" : decision;
}

/** The sign of a decision, for where there is room for no more. */
export function signOf(decision) {
  return SIGNS[decision] || "?";
}

/** A decision as sign and word. */
export function badge(decision, large) {
  return el("span", {class: `badge ${decision}${large ? " large" : ""}`},
    el("span", {class: "sign", "aria-hidden": "true"}, signOf(decision)), decision);
}
