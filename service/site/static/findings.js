// An answer drawn into the page, as templates/findings.html draws it. The article and all that
// comes of it are text nodes: markup in them is never markup here.

import { element, place } from "./elements.js";
import { passages, terms } from "./passages.js";

const words = JSON.parse(place("result").dataset.words);

/** The document with its marks. */
export function drawDocument(text, answer) {
  const best = scores(answer)[0]?.topic;
  const drawn = passages(text, answer).map(({ pieces, rank, headline, kind }) => {
    const parts = pieces.map(({ text, term, first }) => drawPiece(text, term, first, best));
    if (rank !== null) {
      const note = `Chosen for the summary: rank ${rank}`;
      const attributes = { class: "sentence", id: `sentence-${rank}`, "data-rank": rank };
      return [element("mark", { ...attributes, "data-note": note, tabindex: -1 }, ...parts)];
    }
    if (headline) {
      const attributes = { class: "headline", "data-note": "Headline", tabindex: -1 };
      return [element("b", attributes, ...parts)];
    }
    if (kind !== null) {
      const note = `${words.kinds[kind]}: not the article`;
      const attributes = { class: "removed", "data-kind": kind, "data-note": note, tabindex: -1 };
      return [element("s", attributes, ...parts)];
    }
    return parts;
  });
  place("document").replaceChildren(...drawn.flat());
  place("document").lang = written(answer);
}

/** The language for `lang`, where it is known. */
function written({ language }) {
  return language === "und" ? "" : language;
}

function drawPiece(text, term, first, best) {
  if (term === null) return document.createTextNode(text);
  const note = `${term.evidence.term}: ${weight(term.evidence.weight)} for ${best}`;
  const made = element("u", { class: "term", "data-strength": term.strength, "data-note": note });
  made.tabIndex = -1;
  if (first) made.id = `term-${term.number}`;
  made.append(text);
  return made;
}

/** The topic, how sure it is, and the terms that decided. */
export function drawTopic(answer) {
  place("label").textContent = label(answer);
  place("certainty").textContent = certainty(answer);
  place("section").textContent = section(answer);
  const rows = scores(answer).map(({ topic, percent }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, topic),
      element(
        "td",
        { class: "bar" },
        element("progress", { max: 100, value: percent, "aria-hidden": "true" }),
      ),
      element("td", { class: "figure" }, share(percent)),
    ),
  );
  place("scores").tBodies[0].replaceChildren(...rows);
  const items = terms(answer).map(({ number, evidence }) => {
    const name = evidence.spans.length
      ? element("a", { href: `#term-${number}` }, evidence.term)
      : evidence.term;
    return element("li", {}, name, " ", element("span", { class: "figure" }, weight(evidence.weight)));
  });
  place("words").replaceChildren(...items);
}

/** What the page says of each rule that keeps a sentence out of a summary, as view.py says it. */
const RULES = {
  too_long: "too long",
  points_back: "points back at what is left out",
  quotation: "a piece of a quotation, or one without its speaker",
  question: "a question without its answer",
  repeats: "repeats what is said",
  fragment: "a piece of a sentence",
  stub: "too short, or without an end",
  entry: "an entry of a list",
  caption: "a caption",
  link: "leads to something else",
  post: "a post of a social network",
  furniture: "not the article",
};

/** Why a sentence was chosen, in words, as view.py says it. */
function reasonShown({ kind, rank, words = [] }) {
  if (kind === "needed_by") return `sentence ${rank} points back to it`;
  if (kind === "covers") return words.length ? `covers ${words.join(", ")}` : "covers the article";
  return { lead: "opens the article", focus: "has words of the focus" }[kind];
}

/** A small note behind a sentence, if there is anything to say. */
function aside(text) {
  return text ? [" ", element("small", { class: "reasons", lang: "en" }, text)] : [];
}

/** The summary, and whether the article has fewer sentences than were wanted. */
export function drawSummary(answer, wanted) {
  const { summary } = answer;
  const items = summary.sentences.map(({ rank, text, reasons = [] }) => {
    const label = `Rank ${rank}, in the article`;
    const link = element("a", { class: "rank", href: `#sentence-${rank}`, "aria-label": label });
    link.append(rank);
    return element("li", {}, link, " ", text, ...aside(reasons.map(reasonShown).join("; ")));
  });
  place("summary").replaceChildren(...items);
  place("summary").lang = written(answer);
  const leftOut = summary.left_out ?? [];
  place("left-out").hidden = leftOut.length === 0;
  place("left-out-sentences").replaceChildren(
    ...leftOut.map(({ text, rule }) => element("li", {}, text, ...aside(RULES[rule]))),
  );
  const count = summary.sentences.length;
  place("fewer").textContent = count < wanted ? `These are all it has to give: ${count}.` : "";
}

/** Whether the document has no word of a focus, nor one that begins like it, as view.py says it. */
export function unmentioned(text, focus) {
  const words = focus.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = text.toLowerCase();
  const long = words.filter((word) => [...word].length > 2);
  const begins = (word) => [...word].slice(0, Math.max(3, [...word].length - 2)).join("");
  return words.length > 0 && !(long.length ? long : words).some((word) => said.includes(begins(word)));
}

/** What is known besides. */
export function drawFacts(answer) {
  const { article } = answer;
  const known = [
    ["Headline", article.title],
    ["Author", article.author],
    ["Date", article.date],
    ["Site", article.site],
    ["Language", languageName(answer.language)],
    ["Method", answer.summary.algorithm],
    ["Source", article.source === "rendered" ? "all that the page shows" : "the text as sent"],
  ];
  const last = place("version").closest("div");
  place("version").textContent = answer.model.version;
  const rows = known
    .filter(([, value]) => value)
    .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  place("facts").replaceChildren(...rows, last);
}

/** The topic or, where none is probable enough alone, those that it may be. */
export function label(answer) {
  const { abstained, candidates } = answer.topic;
  if (abstained !== "low_confidence") return answer.topic.label ?? "None named";
  const last = candidates.at(-1);
  const others = candidates.slice(0, -1).join(", ");
  return others ? `${others} or ${last}` : last;
}

/** How sure the topic is, in words. */
export function certainty(answer) {
  const { abstained, confidence } = answer.topic;
  const name = abstained ?? (confidence >= words.sure ? "sure" : "likely");
  return words.phrases[name].replace("{language}", languageName(answer.language));
}

/** The line on the section, as view.py says it. */
function section(answer) {
  const found = answer.topic.section;
  return found?.label ? `Section: ${found.codes[0]?.name ?? found.label}` : "";
}

function scores(answer) {
  return Object.entries(answer.topic.scores ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([topic, score]) => ({ topic, percent: Math.floor(score * 100 + 0.5) }));
}

/** No topic is shown as impossible, and none as certain. */
export function share(percent) {
  if (percent === 100) return "over 99 %";
  return percent ? `${percent} %` : "under 1 %";
}

function weight(value) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

function languageName(code) {
  if (code === "und") return "a language that cannot be told";
  return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
}
