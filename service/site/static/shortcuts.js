// Single keys: each presses the button that states it. They can be turned off, for who speaks to the
// computer or presses keys by mistake; the buttons stay.

import { place } from "./elements.js";

const STORED = "dateline.single-keys";
// Where a letter is a letter, or the browser's own.
const TYPING = "input, textarea, select, [contenteditable]";

/** Press buttons by their keys from now on. */
export function watchKeys() {
  const single = place("single");
  single.checked = recall() !== "off";
  single.addEventListener("change", () => store(single.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.repeat || !single.checked || document.querySelector("dialog[open]")) return;
    if (event.target.closest(TYPING) && event.key !== "Escape") return;
    const button = pressed(event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

function pressed(key) {
  const named = CSS.escape(key.length === 1 ? key.toLowerCase() : key);
  const found = document.querySelector(`button[aria-keyshortcuts="${named}"]:enabled`);
  return found?.checkVisibility() ? found : null;
}

// A browser may keep nothing at all: then keys are as they are by default.
function recall() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // It holds for this visit.
  }
}
