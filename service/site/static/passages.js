// The document cut where its marks begin and end, as service/site/view.py cuts it. Offsets are
// UTF-16 units, which is what JavaScript's strings are made of.

/** Terms of the evidence, the weightiest first, each with its strength from 1 to 3. */
export function terms(answer) {
  const ordered = [...answer.topic.evidence].sort((a, b) => b.weight - a.weight);
  const most = ordered.length ? ordered[0].weight : 1;
  return ordered.map((evidence, number) => ({
    number,
    strength: evidence.weight > (most * 2) / 3 ? 3 : evidence.weight > most / 3 ? 2 : 1,
    evidence,
  }));
}

/** Passages, each a chosen sentence, the headline, furniture or none of them, whose pieces joined are the document. */
export function passages(document, answer) {
  const sentences = answer.summary.sentences.map((role) => mark(role, { rank: role.rank }));
  const removed = answer.article.removed.map((role) => mark(role, { kind: role.kind }));
  const outer = apart([...sentences, ...removed]);
  const inner = apart(
    terms(answer).flatMap((term) => term.evidence.spans.map((span) => mark(span, term))),
  );
  const seen = new Set();
  const found = [];
  let at = 0;
  for (const run of cover(outer, 0, document.length)) {
    while (at < inner.length && inner[at].end <= run.start) at += 1;
    let past = at;
    while (past < inner.length && inner[past].start < run.end) past += 1;
    const pieces = [];
    for (const { start, end, meaning: term } of cover(inner.slice(at, past), run.start, run.end)) {
      const first = term !== null && !seen.has(term.number);
      if (first) seen.add(term.number);
      pieces.push({ text: document.slice(start, end), term, first });
    }
    const kind = run.meaning?.kind ?? null;
    const title = document.slice(run.start, run.end) === answer.article.title;
    const headline = kind === "heading" && title;
    const rank = run.meaning?.rank ?? null;
    found.push({ pieces, rank, headline, kind: headline ? null : kind });
  }
  return found;
}

function mark(span, meaning) {
  return { start: span.offset, end: span.offset + span.length, meaning };
}

/** Marks in document order, without those that overlap one that came before. */
function apart(marks) {
  const kept = [];
  for (const one of marks) {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (kept[middle].start < one.start) low = middle + 1;
      else high = middle;
    }
    const before = low === 0 || kept[low - 1].end <= one.start;
    const behind = low === kept.length || one.end <= kept[low].start;
    if (one.start < one.end && before && behind) kept.splice(low, 0, one);
  }
  return kept;
}

/** Runs that cover start to end once: the marks, cut to it, and what is between. */
function* cover(marks, start, end) {
  for (const one of marks) {
    if (start < one.start && one.start < end) yield { start, end: one.start, meaning: null };
    const first = Math.max(start, one.start);
    const last = Math.min(end, one.end);
    if (first < last) {
      yield { start: first, end: last, meaning: one.meaning };
      start = last;
    }
  }
  if (start < end) yield { start, end, meaning: null };
}
