"""Our own articles and pages with damage in them are read, or refused as the client's error."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from service.articles.reading import read_rendered, read_text
from service.text.errors import TextError
from tests.articles.strategies import uncovered
from tests.mutations import damage, pages, texts

LIMITS = PageLimits(nodes=15_000, attributes=60_000, nesting=512, characters=1_048_576)
SOME = settings(suppress_health_check=list(HealthCheck))
# A page takes 20 ms.
FEW = settings(SOME, max_examples=SOME.max_examples // 3)


def check(document: str, chance: Random, *, clean: bool) -> None:
    """Read the document; what is found covers it, and each sentence is inside the body."""
    language = chance.choice((None, None, "en", "de", "ja", "ko", "el", "ar"))
    try:
        article = read_text(document, clean=clean, language=language, max_parts=20_000)
    except TextError:
        return
    spans = [*article.body, *(item.span for item in article.removed)]
    assert uncovered(document, spans) == []
    end = 0
    for sentence in article.sentences:
        assert sentence.span.of(document) == sentence.text
        assert sentence.span.offset >= end
        end = sentence.span.end
        paragraph = article.body[sentence.paragraph]
        assert paragraph.offset <= sentence.span.offset
        assert end <= paragraph.end


@SOME
@given(chance=st.randoms(use_true_random=True), clean=st.booleans())
def test_a_damaged_text_is_read_or_refused(chance: Random, clean: bool) -> None:
    """Nothing but our own errors is raised, nothing is lost, and offsets are exact."""
    check(damage(chance, chance.choice(texts())), chance, clean=clean)


@FEW
@given(chance=st.randoms(use_true_random=True), clean=st.booleans())
def test_a_damaged_page_is_read_or_refused(chance: Random, clean: bool) -> None:
    """What is found in markup that was cut, doubled and spliced is a document like any other."""
    try:
        page = read_page(damage(chance, chance.choice(pages())), LIMITS)
        article = read_rendered(page, clean=clean, max_parts=20_000)
    except TextError:
        return
    assert uncovered(page.text, [*article.body, *(item.span for item in article.removed)]) == []
    assert all(sentence.span.of(page.text) == sentence.text for sentence in article.sentences)
    stated = (article.title, article.author, article.date, article.site)
    assert all(value is None or 0 < len(value) <= 300 for value in stated)


@FEW
@given(chance=st.randoms(use_true_random=True))
def test_a_page_with_damaged_bytes_is_read_or_refused(chance: Random) -> None:
    """Bytes in a charset that has to be guessed, with junk among them."""
    charset = chance.choice(("utf-8", "utf-16", "cp1252", "shift_jis", "koi8-r"))
    body = bytearray(damage(chance, chance.choice(pages()), 2).encode(charset, "replace"))
    for _ in range(chance.choice((0, 1, 40))):
        body.insert(chance.randint(0, len(body)), chance.randint(0, 255))
    try:
        assert read_page(bytes(body), LIMITS).text.strip()
    except TextError:
        return
