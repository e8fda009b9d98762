// What a reader says of the topic under a result: right, or wrong and what it is.

import { element, place } from "./elements.js";
import { post } from "./feedback.js";
import { share } from "./findings.js";
import { Trouble } from "./service.js";

// What the result on the page is of: source, title, document and answer.
let shown = null;

/** Ask about a new result; what was said of the one before is gone. */
export function askAbout(result) {
  if (!place("correction")) return;
  shown = result;
  const { label } = result.answer.topic;
  place("right").hidden = label === null;
  place("right").textContent = label === null ? "" : `Right, it is ${label}`;
  for (const radio of radios()) radio.checked = false;
  for (const id of ["new-topic", "remark"]) place(id).value = "";
  place("wrong").open = label === null;
  say("");
}

/** Send what is said from now on. */
export function watchCorrection() {
  if (!place("correction")) return;
  place("right").addEventListener("click", (event) => {
    event.preventDefault();
    tell(shown.answer.topic.label, event.currentTarget);
  });
  place("correct").addEventListener("click", (event) => {
    event.preventDefault();
    correct();
  });
  for (const id of ["new-topic", "remark"]) {
    place(id).addEventListener("keydown", (event) => {
      // The form that the field belongs to would analyse the article again.
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      correct();
    });
  }
  place("new-topic").addEventListener("input", () => {
    for (const radio of radios()) radio.checked = false;
  });
  for (const radio of radios()) {
    radio.addEventListener("change", () => (place("new-topic").value = ""));
  }
}

function radios() {
  return document.getElementsByName("known_topic");
}

function correct() {
  const known = [...radios()].find((radio) => radio.checked)?.value;
  const topic = known ?? place("new-topic").value.trim().toLowerCase();
  if (topic) {
    tell(topic, place("correct"));
  } else {
    say("Choose what it is, or write a new topic.", true);
    (radios()[0] ?? place("new-topic")).focus();
  }
}

async function tell(topic, button) {
  const about = shown;
  const note = place("remark").value.trim();
  const key = place("key")?.value.trim();
  say("Sending …");
  enable(false);
  try {
    const found = await post({ ...article(about), topic, ...(note && { note }) }, key);
    enable(true);
    if (about === shown) say(outcome(found));
  } catch (error) {
    enable(true);
    if (!(error instanceof Trouble)) throw error;
    if (about === shown) refused(error, button);
  }
}

function enable(is) {
  place("right").disabled = place("correct").disabled = !is;
}

/** Tell why it was not taken; what puts that right has the focus. */
function refused(error, button) {
  say(error, true);
  const wanted = error.status === 401 ? place("key") : null;
  if (wanted) place("editor").open = true;
  (wanted ?? button).focus();
}

/** The article as it was analysed; of a page in an unknown charset, what was taken for the article. */
function article({ source, title, document, answer }) {
  if (!source.bytes) return { ...source, ...(title && { title }) };
  const paragraphs = answer.article.body.map(({ offset, length }) =>
    document.slice(offset, offset + length),
  );
  const headline = title ?? answer.article.title;
  return { text: paragraphs.join("\n\n"), clean: false, ...(headline && { title: headline }) };
}

/** What became of a correction, in words, as view.py says it. */
function outcome({ stored, state, topic, given }) {
  const words = JSON.parse(place("correction").dataset.outcomes);
  const agreed = state === "new" && topic === given.label;
  const said = words[`${stored ? "" : "again_"}${agreed ? "agreed" : state}`];
  return said
    .replaceAll("{topic}", topic)
    .replaceAll("{given}", given.label ?? "no topic")
    .replaceAll("{percent}", share(Math.floor((given.confidence ?? 0) * 100 + 0.5)));
}

function say(what, bad = false) {
  const told = place("correction-told");
  told.classList.toggle("bad", bad);
  if (!(what instanceof Trouble)) {
    told.replaceChildren(what);
    return;
  }
  told.replaceChildren(element("strong", {}, what.title), ` ${what.sentences.join(" ")}`);
}
