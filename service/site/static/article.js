// The article view: the form sent with fetch, and the answer drawn in place.

import { askAbout, watchCorrection } from "./correction.js";
import { place } from "./elements.js";
import {
  certainty,
  drawDocument,
  drawFacts,
  drawSummary,
  drawTopic,
  unmentioned,
} from "./findings.js";
import { resetNotes, watchNotes } from "./notes.js";
import { Trouble, ask, load } from "./service.js";
import { opened, typed } from "./source.js";

const form = place("ask");
const text = place("text");
const go = place("go");
const slider = place("sentences");
// A redraw costs the service some milliseconds: those that a hand passes over are left out.
const PAUSE = 60;
// Longer than that, and the reader is told that it takes a while.
const PATIENCE = 1500;
const REMEDY = "Your article is still here. Check the connection, then press Analyse again.";

// A file's own characters, until the text area no longer shows them.
let held = null;
// What the result on the page is of.
let shown = null;
let running = new AbortController();
let redraw = 0;

function options() {
  const title = place("title").value;
  const focus = place("focus").value;
  return {
    sentences: slider.valueAsNumber,
    algorithm: place("algorithm").value,
    ...(title.trim() && { title }),
    ...(focus.trim() && leans() && { focus }),
  };
}

/** Whether the method can lean towards something. */
function leans() {
  return "focus" in place("algorithm").selectedOptions[0].dataset;
}

function source() {
  const given = held?.shown === text.value ? held.source : typed(text.value);
  return { ...given, clean: !place("whole").checked };
}

function hold(taken, characters) {
  text.value = characters;
  held = { source: taken, shown: text.value };
}

function say(sentence) {
  place("status").textContent = sentence;
}

function tell(trouble) {
  const title = document.createElement("strong");
  title.textContent = trouble.title;
  const here = trouble.message.includes("clean=false") ? [place("problem").dataset.clean] : [];
  const paragraph = document.createElement("p");
  paragraph.append(title, " ", [...trouble.sentences, ...here].join(" "));
  const problem = place("problem");
  problem.replaceChildren(paragraph);
  problem.scrollIntoView({ block: "nearest" });
}

/** Tell of a failure; `back` has the focus again, which a button that is disabled loses. */
function fail(error, back) {
  if (!(error instanceof Trouble)) throw error;
  say("");
  if (error.status === 401) place("editor").open = true;
  tell(error);
  const next = error.status === 401 ? place("key") : back;
  next?.focus({ preventScroll: true });
}

/** No result is on the page: what was found of an article is not shown with another one's failure. */
function forget() {
  clearTimeout(redraw);
  shown = null;
  place("result").hidden = true;
  place("editor").open = true;
}

function busy(is) {
  form.setAttribute("aria-busy", is);
  go.disabled = is;
  go.textContent = is ? "Analysing…" : "Analyse";
}

/** Run a question, whatever was asked before; `null` where another came after it. Throws `Trouble`. */
async function question(route, asked) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  try {
    const key = place("key")?.value.trim();
    const answer = await ask(route, asked, options(), { key, signal, remedy: REMEDY });
    return signal.aborted ? null : answer;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    if (running.signal === signal) busy(false);
  }
}

async function analyse({ focus = true } = {}) {
  const asked = source();
  if (!asked.bytes && !(asked.text ?? asked.html).trim()) {
    forget();
    const remedy = "Paste one, choose a file, or try an example.";
    fail(new Trouble("There is no article yet.", [remedy], 0), text);
    return;
  }
  const wanted = slider.value;
  const { title } = options();
  clearTimeout(redraw);
  busy(true);
  place("problem").replaceChildren();
  say("Analysing…");
  const patience = setTimeout(() => say("Still analysing: it is a long one."), PATIENCE);
  let answer;
  try {
    answer = await question("analysis", asked);
  } catch (error) {
    forget();
    fail(error, go);
    return;
  } finally {
    clearTimeout(patience);
  }
  if (answer === null) return;
  shown = { source: asked, title, answer, document: answer.article.document ?? asked.text };
  drawTopic(answer);
  askAbout(shown);
  draw(answer);
  place("result").hidden = false;
  place("editor").open = false;
  if (focus) place("result-heading").focus();
  const count = answer.summary.sentences.length;
  say(`${answer.topic.label ?? "No topic named"}. ${certainty(answer)}. Sentences: ${count}.`);
  if (slider.value !== wanted) redrawSoon();
}

function draw(answer) {
  drawDocument(shown.document, answer);
  drawSummary(answer, slider.valueAsNumber);
  drawFacts(answer);
  resetNotes();
  const { focus = "" } = options();
  place("unmentioned").hidden = !unmentioned(shown.document, focus);
}

async function resummarise() {
  const asked = shown;
  let answer;
  try {
    answer = await question("summary", asked.source);
  } catch (error) {
    fail(error);
    return;
  }
  if (answer === null || shown !== asked) return;
  place("problem").replaceChildren();
  shown.answer = { ...shown.answer, summary: answer.summary };
  draw(shown.answer);
  const missed = place("unmentioned");
  const without = missed.hidden ? "" : ` ${missed.textContent}`;
  say(`Sentences: ${answer.summary.sentences.length}.${without}`);
}

function redrawSoon() {
  place("count").value = slider.value;
  // An analysis that is under way is not given up for a summary; it looks at the slider again.
  if (shown === null || go.disabled) return;
  clearTimeout(redraw);
  redraw = setTimeout(resummarise, PAUSE);
}

async function take(files) {
  const [file] = files;
  place("problem").replaceChildren();
  try {
    const opening = await opened(file, Number(form.dataset.limit));
    hold(opening.source, opening.shown);
    const others = files.length > 1 ? ` It is the first of ${files.length}; the others are not.` : "";
    const old = opening.charset === "windows-1252";
    const how = old ? " It is not UTF-8, and was read as Windows-1252." : "";
    say(`${file.name} is in the form.${others}${how} Press Analyse.`);
    place("editor").open = true;
    go.focus();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    tell(error);
  }
}

async function copy() {
  const summary = shown.answer.summary.text;
  try {
    await navigator.clipboard.writeText(summary);
  } catch {
    // Without HTTPS there is no clipboard to write to: the old way takes a selection.
    const area = document.createElement("textarea");
    area.value = summary;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    place("copy").focus();
    if (!done) {
      getSelection().selectAllChildren(place("summary"));
      say("The summary is selected: copy it with Ctrl and C.");
      return;
    }
  }
  say("The summary is copied.");
  place("copy").textContent = "Copied";
  setTimeout(() => (place("copy").textContent = "Copy the summary"), 2000);
}

async function example(address, how) {
  let content;
  try {
    content = await load(address);
  } catch (error) {
    fail(error);
    return;
  }
  hold({ text: content }, content);
  place("file").value = "";
  await analyse(how);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  analyse();
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
text.addEventListener("input", () => (place("file").value = ""));
place("file").addEventListener("change", (event) => {
  if (event.target.files.length) take(event.target.files);
});
place("algorithm").addEventListener("change", () => {
  place("focus").disabled = !leans();
  redrawSoon();
});
place("focus").addEventListener("input", redrawSoon);
slider.addEventListener("input", redrawSoon);
place("copy").addEventListener("click", copy);
for (const link of document.querySelectorAll("[data-example]")) {
  link.addEventListener("click", (event) => {
    // With a key held down the link opens elsewhere, as links do.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    example(link.dataset.example);
  });
}
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  document.body.classList.remove("dropping");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(event.dataTransfer.files);
});

for (const item of document.querySelectorAll(".with-js")) item.hidden = false;
for (const item of document.querySelectorAll(".without-js")) item.hidden = true;
// Browsers that come back to a page restore what its controls held.
busy(false);
place("count").value = slider.value;
place("focus").disabled = !leans();
watchNotes();
watchCorrection();
// A result that the server drew cannot be redrawn here: an example is, from its file.
const named = new URLSearchParams(location.search).get("example");
const link = document.querySelector(`[data-example$="/${CSS.escape(named ?? "")}.txt"]`);
if (link && !place("result").hidden) example(link.dataset.example, { focus: false });
