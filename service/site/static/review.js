// The page where a person works through corrections: what is shown, and what is decided.

import { drawTopics } from "./claim.js";
import { lay, letGo, mark, prepare } from "./desk.js";
import { element, place } from "./elements.js";
import { change, exported, forget } from "./feedback.js";
import { drawCounts, keepInAddress, offer, query, watchFilters } from "./filters.js";
import { decided, forgetAll, last, remember, takenBack } from "./history.js";
import { watchNotes } from "./notes.js";
import { Queue } from "./queue.js";
import { Trouble } from "./service.js";
import { watchKeys } from "./shortcuts.js";

let queue = null;
// What the service is asked for now, if anything.
let running = null;

const key = () => place("key")?.value.trim();

function say(words) {
  place("status").textContent = words;
}

function tell({ title, sentences }) {
  const paragraph = element("p", {}, element("strong", {}, title), ` ${sentences.join(" ")}`);
  place("problem").replaceChildren(paragraph);
  place("problem").scrollIntoView({ block: "nearest" });
}

/**
 * Run what asks the service, about a correction or all; one at a time, so that no key acts on what
 * is about to leave the desk. Return whether it went well.
 */
async function attempt(work, item = null) {
  if (running) return false;
  running = run(work, item);
  place("result").setAttribute("aria-busy", true);
  try {
    return await running;
  } finally {
    running = null;
    place("result").setAttribute("aria-busy", false);
  }
}

async function run(work, item) {
  try {
    await work();
    place("problem").replaceChildren();
    return true;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say("");
    if (error.status === 404 && item) await giveWay(item);
    else tell(error);
    if (error.status === 401 && place("gate")) askForKey();
    return false;
  }
}

/** Go on without a correction that is no more there. */
async function giveWay(item) {
  discard(item);
  await show();
  tell(new Trouble("This correction is gone.", ["Somebody has deleted it meanwhile."], 404));
}

function discard(item) {
  queue.remove(item);
  forgetAll(item);
  letGo(item);
}

function askForKey() {
  place("gate").hidden = false;
  place("key").focus();
}

/** Open the queue as the filters ask for it. */
async function open({ focus }) {
  while (running) await running.catch(() => {});
  const opened = new Queue(query(), key());
  if (!(await attempt(() => opened.load()))) {
    if (place("gate")?.hidden ?? true) offerAgain();
    return;
  }
  queue = opened;
  if (place("gate")) place("gate").hidden = true;
  place("result").hidden = false;
  keepInAddress();
  say("");
  await show({ focus });
}

/** Offer to ask for the queue again, beside what went wrong. */
function offerAgain() {
  const again = element("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => open({ focus: true }));
  place("problem").append(again);
}

/** Show the correction at the queue's place, or that there is none. */
async function show({ focus = true } = {}) {
  const item = queue.current;
  drawProgress();
  const topics = offer(queue.items.map(({ topic }) => topic));
  place("desk").hidden = !item;
  place("empty").hidden = Boolean(item);
  if (!item) {
    drawEmpty();
    enable();
    if (focus) place("empty-heading").focus();
    return;
  }
  lay(item, `${queue.at + 1} of ${queue.length}`);
  const other = drawTopics(topics, item, (topic) => set(topic));
  other.addEventListener("click", writeTopic);
  place("another").hidden = true;
  enable();
  if (focus) bringUp();
  const trouble = await mark(item, key(), () => queue.current === item);
  if (queue.current !== item) return;
  if (trouble) tell(trouble);
  else prepare(queue.coming, key());
}

/** Bring the desk's beginning into sight, wherever the article before was left. */
function bringUp() {
  const { top } = place("last").getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) place("last").scrollIntoView();
  place("claim").focus({ preventScroll: true });
}

function enable() {
  const item = queue.current;
  place("accept").disabled = !item || item.state === "accepted";
  place("reject").disabled = !item || item.state === "rejected";
  place("undo").disabled = !last();
  place("previous").disabled = queue.at === 0;
}

function drawProgress() {
  const { done, all } = queue.progress;
  place("progress").hidden = all === 0;
  place("progress-bar").max = all || 1;
  place("progress-bar").value = done;
  place("progress-words").textContent = `${done} of ${all} done`;
  drawCounts(queue.counts);
}

function drawEmpty() {
  const { done, all } = queue.progress;
  const skipped = queue.items.filter((item) => !decided(item)).length;
  place("empty-heading").textContent = queue.items.length ? "That was the last one" : "Nothing here";
  const left = `You left ${skipped} as ${skipped === 1 ? "it was" : "they were"}`;
  const more = skipped ? ` ${left}: look again to go through what is left.` : "";
  const none = "No correction is as you ask for. Ask for another state or topic.";
  const nobody =
    "Nobody has sent a correction yet. They come from “Is the topic right?” under a result, and from programs.";
  const nothing = all && done === all ? `All ${all} are done. Thank you.` : none;
  const words = queue.items.length ? `${done} of ${all} are done.${more}` : nothing;
  place("empty-words").textContent = all ? words : nobody;
}

/** Change the correction that is shown, remember how it was, and go on to the next. */
async function decide(fields, words) {
  const item = queue?.current;
  if (!item) return;
  const { state, topic } = item;
  const done = await attempt(async () => {
    queue.update(item, await change(item.key, fields, key()));
    remember(item, { state, topic });
  }, item);
  if (done) await goOn(words);
}

/** Go to the next one that was not decided here, and say what was done. */
async function goOn(words) {
  await attempt(async () => {
    do await queue.step(1);
    while (queue.current && decided(queue.current));
  });
  say(words);
  await show();
}

function accept() {
  const topic = queue?.current?.topic;
  return decide({ state: "accepted" }, `Accepted: ${topic}.`);
}

function reject() {
  const topic = queue?.current?.topic;
  return decide({ state: "rejected" }, `Rejected: ${topic}.`);
}

/** Accept a topic, whatever the sender said. */
function set(topic) {
  const said = queue.current.topic;
  if (topic === said) return accept();
  return decide({ state: "accepted", topic }, `Accepted as ${topic}, not ${said}.`);
}

function writeTopic() {
  place("another").hidden = false;
  place("new-topic").value = "";
  place("new-topic").focus();
}

async function skip() {
  if (!queue?.current) return;
  remember(queue.current);
  await goOn("Skipped.");
}

async function undo() {
  const entry = last();
  if (!entry) return;
  const { item, before } = entry;
  const done = await attempt(async () => {
    if (before) queue.update(item, await change(item.key, asItWas(before), key()));
    takenBack();
    queue.return(item);
  }, item);
  if (!done) return;
  say(before ? `Taken back: it is ${item.state} again, as ${item.topic}.` : "Back to the skipped one.");
  await show();
}

/** The change that takes a decision back: a topic alone waits for a decision again. */
function asItWas({ state, topic }) {
  return ["disputed", "new"].includes(state) ? { topic } : { state, topic };
}

async function move(places) {
  if (!queue || !(await attempt(() => queue.step(places)))) return;
  say("");
  await show();
}

async function remove() {
  place("sure").close();
  const item = queue.current;
  const done = await attempt(async () => {
    await forget(item.key, key());
    discard(item);
  }, item);
  if (!done) return;
  say("Deleted, and its article with it.");
  await show();
}

async function save(format) {
  await attempt(async () => {
    say("Exporting …");
    const { name, content } = await exported(format, key());
    const link = element("a", { href: URL.createObjectURL(content), download: name ?? `corrections-${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`Exported: ${link.download}.`);
  });
}

const press = {
  accept,
  reject,
  skip,
  undo,
  previous: () => move(-1),
  next: () => move(1),
  delete: () => queue?.current && place("sure").showModal(),
  forget: remove,
  help: () => place("keys").showModal(),
  again: () => open({ focus: true }),
};
for (const [id, does] of Object.entries(press)) place(id).addEventListener("click", () => does());
for (const button of document.querySelectorAll("dialog .close")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
for (const link of document.querySelectorAll("[data-format]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    save(link.dataset.format);
  });
}
place("another").addEventListener("submit", (event) => {
  event.preventDefault();
  const topic = place("new-topic").value.trim().toLowerCase();
  if (topic) set(topic);
});
place("another").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  place("another").hidden = true;
  place("claim").focus();
});
place("gate")?.addEventListener("submit", (event) => {
  event.preventDefault();
  open({ focus: true });
});

for (const item of document.querySelectorAll(".with-js")) item.hidden = false;
for (const item of document.querySelectorAll(".without-js")) item.hidden = true;
watchFilters(() => open({ focus: false }));
watchKeys();
watchNotes();
if (place("gate")) place("key").focus();
else open({ focus: false });
