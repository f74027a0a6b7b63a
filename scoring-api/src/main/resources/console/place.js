// SPDX-License-Identifier: Apache-2.0
// Where in the console one is: the address after #, which can be shared, and what is opened on the page.

const TYPING_MS = 250;

const opened = new Set();
let typing = 0;

/** The parts and parameters of the address. */
export function here() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const parameters = Object.fromEntries(new URLSearchParams(query || ""));
  if (parameters.open) {
    opened.add(parameters.open);
  }
  return {parts: path.split("/").filter(Boolean).map(decoded), parameters};
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a % that stands for itself
  }
}

/** An address of the console. */
export function address(parts, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return "#/" + parts.map(encodeURIComponent).join("/") + (given.length ? "?" + new URLSearchParams(given) : "");
}

/** Writes a form's fields into the address once nobody has typed for a moment; a page that was turned to is left. */
export function write(form) {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const {parts} = here();
    history.replaceState(null, "", address(parts, Object.fromEntries(new FormData(form))));
    dispatchEvent(new HashChangeEvent("hashchange"));
  }, TYPING_MS);
}

/** Whether people opened the details of this key. */
export function isOpen(key) {
  return opened.has(key);
}

/** Notes that details were opened or closed. */
export function setOpen(key, open) {
  if (open) {
    opened.add(key);
  } else {
    opened.delete(key);
  }
}
