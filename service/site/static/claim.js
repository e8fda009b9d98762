// One correction beside its article: who says what, against what, and the topics that it can be.

import { element, place } from "./elements.js";
import { share } from "./findings.js";

/** What becomes of a correction in each state. */
const STATES = {
  disputed: "Not used until somebody accepts it.",
  new: "The model may be trained on it, unless it is rejected.",
  accepted: "The model may be trained on it.",
  rejected: "Used for nothing.",
};
const HELD_OUT = {
  ...STATES,
  new: "Used to measure models, never to train them, unless it is rejected.",
  accepted: "Used to measure models, never to train them.",
};
const NUMBERED = 9;

/** What the sender says; `position` is where it stands in the queue. */
export function drawClaim(item, position) {
  place("badge").textContent = item.state;
  place("badge").dataset.state = item.state;
  place("state-words").textContent = (item.held_out ? HELD_OUT : STATES)[item.state];
  place("position").textContent = position;
  place("claim").replaceChildren("Said to be ", element("b", {}, item.topic));
  place("said").textContent = item.note ?? "";
  place("said").hidden = !item.note;
  const known = [
    item.sender && `From ${item.sender}`,
    moment(item.created_at),
    item.id && `named ${item.id} there`,
  ];
  place("sender").textContent = known.filter(Boolean).join(", ");
}

/** What the model said when it was sent and, once that is known, what it says now. */
export function drawAgainst({ topic, given }, now = null) {
  const then = view(given.label, given.confidence);
  const said = now === null ? then : view(now.label, now.confidence);
  const agrees = (now ?? given).label === topic;
  const before = now !== null && now.label !== given.label ? ` When it was sent it said ${then}.` : "";
  place("against").textContent = `${agrees ? "The model agrees" : "The model says"}: ${said}.${before}`;
}

function view(label, confidence) {
  if (label === null) return "no topic";
  return confidence === null ? label : `${label}, ${share(Math.floor(confidence * 100 + 0.5))}`;
}

function moment(stamp) {
  return new Date(stamp).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
}

/** A button a topic, the first nine with a number; `choose` is called with the topic. */
export function drawTopics(topics, item, choose) {
  const buttons = topics.map((topic, at) => {
    const sayers = [topic === item.topic && "sender", topic === item.given.label && "model"];
    const said = element("small", {}, sayers.filter(Boolean).join(", "));
    const button = element("button", { type: "button" }, element("span", {}, topic, " ", said));
    if (at < NUMBERED) {
      button.setAttribute("aria-keyshortcuts", at + 1);
      button.append(" ", element("kbd", {}, String(at + 1)));
    }
    if (topic === item.topic) button.classList.add("theirs");
    button.addEventListener("click", () => choose(topic));
    return button;
  });
  const other = element("button", { type: "button", "aria-keyshortcuts": "t", id: "other" });
  other.append("another … ", element("kbd", {}, "t"));
  place("topics").replaceChildren(...buttons, other);
  return other;
}
