// SPDX-License-Identifier: Apache-2.0
// Follows the service's announcements; what they are about is asked for anew.

import {API} from "/api.js";

// A look announces several things at once: the first is followed at once, the others together.
const GATHER_MS = 300;

let source = null;
let followed = "";
let pending = 0;
let more = false;

/** Follows the stream at a path, and calls back soon after something changed. */
export function follow(path, changed) {
  if (path === followed) {
    return;
  }
  source?.close();
  followed = path;
  source = new EventSource(API + path);
  source.addEventListener("changed", () => {
    if (pending) {
      more = true;
      return;
    }
    changed();
    pending = setTimeout(() => {
      pending = 0;
      if (more) {
        more = false;
        changed();
      }
    }, GATHER_MS);
  });
  // After a break something may have been missed.
  let broken = false;
  source.addEventListener("error", () => {
    broken = true;
  });
  source.addEventListener("open", () => {
    if (broken) {
      broken = false;
      changed();
    }
  });
}

/** Whether announcements come at this moment. */
export function isLive() {
  return source !== null && source.readyState === EventSource.OPEN;
}
