// What of the corrections is asked for, and in which order; it stands in the page's address too.

import { element, place } from "./elements.js";

const NAMES = ["order", "state", "topic"];
// The model's topics first, so that each keeps its number.
const topics = JSON.parse(place("result").dataset.topics);
const states = (option) => option.dataset.states.split(" ").filter(Boolean);

/** Take the filters from the page's address, and call `changed` whenever one is changed. */
export function watchFilters(changed) {
  for (const option of place("state").options) option.dataset.name = option.textContent;
  const asked = new URLSearchParams(location.search);
  offer([asked.get("topic")].filter(Boolean));
  for (const name of NAMES) {
    const wanted = asked.get(name);
    const known = [...place(name).options].some(({ value }) => value === wanted);
    if (known) place(name).value = wanted;
    place(name).addEventListener("change", changed);
  }
}

/** What is asked for, as queue.js takes it. */
export function query() {
  return {
    order: place("order").value,
    state: place("state").value,
    topic: place("topic").value,
  };
}

/** Have the page's address say what is asked for. */
export function keepInAddress() {
  const kept = NAMES.map((name) => [name, place(name).value]).filter(([name, value]) => value || name === "state");
  window.history.replaceState(null, "", `?${new URLSearchParams(kept)}`);
}

/** Offer topics in the filter and where another one is written; return all that are known. */
export function offer(found) {
  for (const topic of found) if (!topics.includes(topic)) topics.push(topic);
  for (const list of [place("topic"), place("known")]) {
    for (const topic of topics.slice(list.querySelectorAll("[data-topic]").length)) {
      list.append(element("option", { value: topic, "data-topic": "" }, topic));
    }
  }
  return topics;
}

/** Say beside each state how many there are. */
export function drawCounts(counts) {
  for (const option of place("state").options) {
    const counted = states(option).length ? states(option) : Object.keys(counts);
    const count = counted.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
    option.textContent = `${option.dataset.name} (${count})`;
  }
}
