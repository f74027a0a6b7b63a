// SPDX-License-Identifier: Apache-2.0
// The console: finds the view of the address, asks for what it shows, shows it, and does so again when something changed.

import {API, ask, askAll} from "/api.js";
import {heard, heardAt, isStale} from "/decision.js";
import {el} from "/element.js";
import {follow, isLive} from "/live.js";
import {show} from "/morph.js";
import {drawAll} from "/plot.js";
import {here, isOpen, setOpen, write} from "/place.js";
import {PLACES, viewOf} from "/views.js";

// Announcements come as they happen; asking as well shows that the service is still there.
const EVERY_MS = 10000;
const EVERY_UNANNOUNCED_MS = 3000;
const CLOCK_MS = 1000;
// Times on the page are given in steps of seconds at first, then minutes.
const REDRAW_MS = 10000;

const page = document.getElementById("page");
const state = {place: here(), data: null, failed: "", asked: 0, asking: null, again: false, drawn: 0, reached: "", stale: false};

/** Asks again; where it is being asked already, once more after that, so that a slow service is not asked faster than it answers. */
async function refresh() {
  if (state.asking === state.place) {
    state.again = true;
    return;
  }
  const place = state.place;
  state.asking = place;
  state.again = false;
  state.asked = Date.now();
  const view = viewOf(place);
  follow(view.stream ? view.stream(place) : "/stream", refresh);
  const heardNow = await answersOf(view, place);
  if (place !== state.place) {
    return; // the address changed meanwhile
  }
  state.asking = null;
  Object.assign(state, heardNow);
  draw();
  if (state.again) {
    refresh();
  }
}

/** What a view shows, or what went wrong. */
async function answersOf(view, place) {
  try {
    const data = await askAll(view.paths(place));
    const more = Object.entries(view.more ? view.more(data, place, isOpen) : {});
    await Promise.all(more.map(async ([name, path]) => {
      data[name] = await ask(path).catch(() => null);
    }));
    heard();
    return {data, failed: ""};
  } catch (failure) {
    if (failure.status === 404) {
      heard();
    }
    return {failed: failure.message};
  }
}

function draw() {
  const now = Date.now();
  const view = viewOf(state.place);
  state.drawn = now;
  state.stale = isStale();
  show(document.getElementById("places"), PLACES.map(({name, address, holds}) => el("a", {
    href: address, "aria-current": holds.includes(view.place) ? "page" : null}, name)));
  if (state.data) {
    show(page, view.draw(state.data, state.place, now));
    drawAll(page);
    reach();
  } else {
    show(page, [el("h1", {}, view.title(state.place)), el("p", {class: "quiet"}, state.failed || "Asking the service…")]);
  }
  document.title = (state.data && view.headline ? view.headline(state.data) + " " : "") + view.title(state.place) + " · Patchrisk";
  show(document.getElementById("twins"), twins(view));
  tell();
}

/** Scrolls once to what the address says is opened. */
function reach() {
  const aim = state.place.parameters.open;
  const target = aim && aim !== state.reached && [...page.querySelectorAll("[data-key]")].find(node => node.dataset.key === aim);
  if (target) {
    state.reached = aim;
    target.scrollIntoView({block: "start"});
  }
}

function twins(view) {
  const paths = {...view.paths(state.place), ...(state.data && view.more ? view.more(state.data, state.place, isOpen) : {})};
  return [el("p", {class: "quiet"}, "This page as JSON: ", Object.entries(paths).map(([name, path], i) =>
    [i ? ", " : "", el("a", {href: API + path}, name)]))];
}

/** Says how old the page is, and what is wrong with it. */
function tell() {
  const trouble = document.getElementById("trouble");
  const old = heardAt() && isStale() ? ` What is shown is ${Math.round((Date.now() - heardAt()) / 1000)} s old.` : "";
  const failed = state.data || !state.failed ? state.failed : state.failed + " It is asked again.";
  trouble.hidden = !failed && !old;
  const text = trouble.hidden ? "" : (failed || "The service was not asked.") + old;
  if (trouble.textContent !== text) {
    trouble.textContent = text;
  }
  const freshness = heardAt() ? (isLive() ? "live, " : "") + "as of " + new Date(heardAt()).toISOString().slice(11, 19) + " UTC" : "asking…";
  document.getElementById("freshness").textContent = freshness;
}

function moved() {
  const before = viewOf(state.place);
  const place = here();
  const same = before === viewOf(place) && before.title(state.place) === before.title(place);
  state.place = place;
  state.reached = "";
  if (!same) {
    state.data = null;
    draw();
    page.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  refresh();
}

addEventListener("hashchange", moved);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
document.addEventListener("click", event => {
  if (event.target.closest("[data-skip]")) {
    event.preventDefault();
    page.focus();
  }
});
// "toggle" does not bubble; what is opened is drawn only then, for a page may hold hundreds of reports.
document.addEventListener("toggle", event => {
  const key = event.target.dataset?.key;
  if (key && isOpen(key) !== event.target.open) {
    setOpen(key, event.target.open);
    draw();
    refresh();
  }
}, true);
for (const kind of ["input", "submit"]) {
  document.addEventListener(kind, event => {
    const form = event.target.closest("form[data-filter]");
    if (form) {
      event.preventDefault();
      write(form);
    }
  });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(page, true));
setInterval(() => {
  tell();
  if (isStale() !== state.stale || Date.now() - state.drawn > REDRAW_MS) {
    draw();
  }
  if (!document.hidden && Date.now() - state.asked > (isLive() ? EVERY_MS : EVERY_UNANNOUNCED_MS)) {
    refresh();
  }
}, CLOCK_MS);
draw();
refresh();
