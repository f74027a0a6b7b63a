// SPDX-License-Identifier: Apache-2.0
// Makes what is on the page equal to what was drawn anew, node by node: focus, selection, scrolling and what people
// opened stay as they are, and nothing that did not change is touched.

/** Makes the children of a node equal to new ones. */
export function show(parent, children) {
  const fresh = document.createElement(parent.tagName);
  fresh.append(...children);
  match(parent, fresh);
}

function match(old, fresh) {
  const keyed = new Map();
  for (const child of old.children) {
    if (child.dataset.key) {
      keyed.set(child.dataset.key, child);
    }
  }
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const known = wanted.nodeType === Node.ELEMENT_NODE && wanted.dataset.key ? keyed.get(wanted.dataset.key) : place;
    if (known && alike(known, wanted)) {
      if (known !== place) {
        old.insertBefore(known, place);
      } else {
        place = place.nextSibling;
      }
      become(known, wanted);
    } else {
      old.insertBefore(wanted, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** What people are typing or choosing is theirs; otherwise a field shows what the address says. */
function fill(field, wanted) {
  if (field.nodeName === "SELECT" && field.options.length !== wanted.options.length) {
    field.replaceChildren(...wanted.childNodes);
  } else if (field !== document.activeElement) {
    field.value = wanted.value;
  }
}

function alike(known, wanted) {
  return known.nodeName === wanted.nodeName && (known.dataset?.key || "") === (wanted.dataset?.key || "");
}

function become(known, wanted) {
  if (known.nodeType !== Node.ELEMENT_NODE) {
    if (known.data !== wanted.data) {
      known.data = wanted.data;
    }
    return;
  }
  for (const {name, value} of wanted.attributes) {
    if (known.getAttribute(name) !== value) {
      known.setAttribute(name, value);
    }
  }
  for (const {name} of [...known.attributes]) {
    // People open and close details; a drawing keeps what its library set on it.
    if (!wanted.hasAttribute(name) && !(name === "open" && known.nodeName === "DETAILS")) {
      known.removeAttribute(name);
    }
  }
  if (known.nodeName === "INPUT" || known.nodeName === "SELECT") {
    fill(known, wanted);
    return;
  }
  if (wanted.drawing) {
    known.drawing = wanted.drawing;
    return;
  }
  match(known, wanted);
}
