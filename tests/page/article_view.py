"""What tests do to the article view, and what they read off it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

_MARKS = """() => {
  const root = document.getElementById("document");
  const place = (element) => {
    const before = document.createRange();
    before.setStart(root, 0);
    before.setEndBefore(element);
    return {
      tag: element.localName,
      offset: before.toString().length,
      text: element.textContent,
      rank: Number(element.dataset.rank ?? 0),
      kind: element.dataset.kind ?? null,
    };
  };
  return [...root.querySelectorAll("mark, b, s, u")].map(place);
}"""

_DROP = """([content, name, type]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(content)], name, { type }));
  const where = document.getElementById("text");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const options = { dataTransfer: carried, bubbles: true, cancelable: true };
    where.dispatchEvent(new DragEvent(kind, options));
  }
}"""


def document(page: Page) -> str:
    """The article as it stands on the page, line ends and all."""
    text: str = page.evaluate("() => document.getElementById('document').textContent")
    return text


def marks(page: Page) -> list[dict[str, Any]]:
    """Every mark in the article, at its place in UTF-16 units, as the browser counts."""
    found: list[dict[str, Any]] = page.evaluate(_MARKS)
    return found


def analyse(page: Page) -> dict[str, Any]:
    """Press the button; return the API's answer when it is drawn."""
    with page.expect_response("**/v1/analysis*") as answered:
        page.click("#go")
    expect(page.locator("#status")).to_contain_text("Sentences:")
    answer: dict[str, Any] = answered.value.json()
    return answer


def paste(page: Page, text: str) -> dict[str, Any]:
    """Put a text into the form as pasting does, and analyse it."""
    if not page.locator("#text").is_visible():
        page.click("#editor > summary")
    page.fill("#text", text)
    return analyse(page)


def drop(page: Page, content: bytes, name: str, kind: str = "") -> None:
    """Drop a file on the page."""
    page.evaluate(_DROP, [list(content), name, kind])
    expect(page.locator("#status")).to_contain_text(name)
