// The notes of the marks in the article: shown on hover and on focus, gone with Escape. The article
// is one stop of the Tab key; the arrow keys go from mark to mark in it.

const article = document.getElementById("document");
const note = document.getElementById("note");
const GAP = 6;
let current = null;

/** Make the first mark the one that Tab comes to. */
export function resetNotes() {
  hide();
  const first = article.querySelector("[data-note]");
  if (first) first.tabIndex = 0;
}

/** Show notes from now on. */
export function watchNotes() {
  // Where the pointer is on no mark, the one that has the focus keeps its note.
  article.addEventListener("mouseover", (event) => {
    show(event.target.closest("[data-note]") ?? focused());
  });
  article.addEventListener("mouseleave", () => show(focused()));
  article.addEventListener("focusin", (event) => {
    const mark = event.target.closest("[data-note]");
    for (const other of article.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    mark.tabIndex = 0;
    show(mark);
  });
  article.addEventListener("focusout", hide);
  article.addEventListener("keydown", (event) => {
    const marks = [...article.querySelectorAll("[data-note]")];
    const at = marks.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    marks[next]?.focus();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  for (const change of ["scroll", "resize"]) {
    window.addEventListener(change, () => current && lay(), { passive: true });
  }
}

function focused() {
  return article.querySelector("[data-note]:focus");
}

function show(mark) {
  hide();
  if (!mark) return;
  current = mark;
  note.textContent = mark.dataset.note;
  note.hidden = false;
  mark.setAttribute("aria-describedby", "note");
  lay();
}

/** Put the note at the first line of its mark, inside the window. */
function lay() {
  const line = current.getClientRects()[0];
  const room = document.documentElement.clientWidth - note.offsetWidth - GAP;
  note.style.left = `${Math.max(GAP, Math.min(line.left, room))}px`;
  const above = line.top - note.offsetHeight - GAP;
  note.style.top = `${above > 0 ? above : line.bottom + GAP}px`;
}

function hide() {
  note.hidden = true;
  current?.removeAttribute("aria-describedby");
  current = null;
}
