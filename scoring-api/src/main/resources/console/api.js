// SPDX-License-Identifier: Apache-2.0
// Asks the API. Every view's data is what it answers, so the same addresses are its JSON twins.

export const API = "/api/v1";

const GIVE_UP_MS = 9000;

/** What the API answers at a path; fails with what went wrong, in words. */
export async function ask(path) {
  let answer;
  try {
    answer = await fetch(API + path, {signal: AbortSignal.timeout(GIVE_UP_MS), cache: "no-store"});
  } catch {
    throw new Error("The service does not answer.");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw Object.assign(new Error(body.detail || `The service answered ${answer.status}.`), {status: answer.status});
  }
  return body;
}

/** Answers to several paths by name, asked at the same time. */
export async function askAll(paths) {
  const names = Object.keys(paths);
  const answers = await Promise.all(names.map(name => ask(paths[name])));
  return Object.fromEntries(names.map((name, i) => [name, answers[i]]));
}

/** A path with parameters; those without a value are left out. */
export function path(parts, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return "/" + parts.map(encodeURIComponent).join("/") + (given.length ? "?" + new URLSearchParams(given) : "");
}
