// The correction that lies on the desk: its claim, its article with the marks, and the model's view.

import { drawAgainst, drawClaim } from "./claim.js";
import { place } from "./elements.js";
import { read } from "./feedback.js";
import { drawDocument, drawFacts, drawTopic } from "./findings.js";
import { resetNotes } from "./notes.js";
import { Trouble, ask } from "./service.js";

const remedy = "Check the connection; the corrections are still there.";
// Articles that are read or being read, by the key of their correction; the last few.
const articles = new Map();
const KEPT = 20;

/** Begin to read an article before it is its turn. */
export function prepare(item, key) {
  // What goes wrong is told of when it is shown.
  if (item) article(item, key).catch(() => {});
}

/** Let go of an article that was deleted. */
export function letGo(item) {
  articles.delete(item.key);
}

function article(item, key) {
  if (!articles.has(item.key)) {
    const reading = load(item, key);
    articles.set(item.key, reading);
    reading.then(({ trouble }) => trouble && articles.delete(item.key), () => articles.delete(item.key));
    if (articles.size > KEPT) articles.delete(articles.keys().next().value);
  }
  return articles.get(item.key);
}

/** Read a correction and ask the model of its article; without the model the article is there all the same. */
async function load(item, key) {
  const { text, html, title, language, clean = true } = await read(item.key, key);
  const source = { ...(html ? { html } : { text }), clean };
  const options = { ...(title && { title }), ...(language && { language }) };
  try {
    const answer = await ask("topic", source, options, { key, remedy });
    return { title, text: answer.article.document ?? text, answer };
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    return { title, text: html ?? text, answer: null, trouble };
  }
}

/** Lay a correction on the desk, its article as yet unread. */
export function lay(item, position) {
  drawClaim(item, position);
  drawAgainst(item);
  place("headline").hidden = true;
  place("document").replaceChildren("Reading the article …");
  place("document").setAttribute("aria-busy", true);
  place("findings").hidden = true;
}

/**
 * Draw the article of the correction that was laid; `wanted` says whether it lies there still.
 * Returns the trouble that the model was in, or null. Throws `Trouble` where there is no article.
 */
export async function drawArticle(item, key, wanted) {
  const { title, text, answer, trouble = null } = await article(item, key);
  if (!wanted()) return null;
  place("headline").textContent = title ?? "";
  place("headline").hidden = !title;
  place("document").setAttribute("aria-busy", false);
  if (answer === null) {
    place("document").replaceChildren(text);
    return trouble;
  }
  // What sums it up is not asked for: it says nothing of the topic.
  const whole = { ...answer, summary: { sentences: [] } };
  drawDocument(text, whole);
  drawTopic(whole);
  drawFacts(whole);
  drawAgainst(item, answer.topic);
  place("findings").hidden = false;
  resetNotes();
  return null;
}
