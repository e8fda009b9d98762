// What was decided here, the last first: each entry knows how things were before.

const LONGEST = 100;
const entries = [];

/** Remember a decision: the correction, and the fields that would take it back, if any changed. */
export function remember(item, before = null) {
  entries.push({ item, before });
  if (entries.length > LONGEST) entries.shift();
}

/** The last decision; undefined where there is none. */
export function last() {
  return entries.at(-1);
}

/** Whether a correction was decided here. */
export function decided(item) {
  return entries.some((entry) => entry.item.key === item.key && entry.before !== null);
}

/** Forget the last one, which was taken back. */
export function takenBack() {
  entries.pop();
}

/** Forget all about a correction that is deleted. */
export function forgetAll(item) {
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    if (entries[at].item.key === item.key) entries.splice(at, 1);
  }
}
