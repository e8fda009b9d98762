// The correction that lies on the desk: its claim, its article with the marks, and the model's view.

import { drawAgainst, drawClaim } from "./claim.js";
import { place } from "./elements.js";
import { drawDocument, drawFacts, drawTopic } from "./findings.js";
import { resetNotes } from "./notes.js";
import { Trouble, ask } from "./service.js";

const remedy = "Nothing is lost: the corrections are still there.";
// What the model says, or is being asked, by the key of a correction; of the last few.
const answers = new Map();
const KEPT = 20;

/** Ask the model of an article before it is its turn. */
export function prepare(item, key) {
  if (item) view(item, key);
}

/** Let go of an article that was deleted. */
export function letGo(item) {
  answers.delete(item.key);
}

/** What the model says of an article, or the trouble it is in, which is not kept. */
function view(item, key) {
  if (!answers.has(item.key)) {
    const asking = consult(item, key);
    answers.set(item.key, asking);
    asking.then(({ trouble }) => trouble && answers.delete(item.key));
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(item.key);
}

async function consult({ text, html, title, language, clean }, key) {
  const source = { ...(html === null ? { text } : { html }), clean };
  const options = { ...(title && { title }), ...(language && { language }) };
  try {
    return { answer: await ask("topic", source, options, { key, remedy }) };
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    return { trouble };
  }
}

/** Lay a correction on the desk, its article as yet unmarked. */
export function lay(item, position) {
  drawClaim(item, position);
  drawAgainst(item);
  place("headline").textContent = item.title ?? "";
  place("headline").hidden = !item.title;
  place("document").replaceChildren(item.text ?? item.article);
  place("document").setAttribute("aria-busy", true);
  place("findings").hidden = true;
}

/**
 * Draw what the model says of the correction that was laid; `wanted` says whether it lies there
 * still. Returns the trouble that the model is in, or null.
 */
export async function mark(item, key, wanted) {
  const { answer, trouble = null } = await view(item, key);
  if (!wanted()) return null;
  place("document").setAttribute("aria-busy", false);
  if (trouble) return trouble;
  // What sums it up is not asked for: it says nothing of the topic.
  const whole = { ...answer, summary: { sentences: [] } };
  drawDocument(answer.article.document ?? item.text, whole);
  drawTopic(whole);
  drawFacts(whole);
  drawAgainst(item, answer.topic);
  place("findings").hidden = false;
  resetNotes();
  return null;
}
