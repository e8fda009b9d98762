"""How well sentences are told apart, on sentences of our own in nine languages.

.venv/bin/python -m benchmarks.sentences [--seen]

F1 of the boundaries within paragraphs, of the paragraphs that the rules were made with and of those
that were set aside meanwhile (`--seen` leaves these out), and the milliseconds for a page of 5,000
characters. nupunkt, pysbd and sentencex stand beside where they are installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from time import process_time

from service.text.sentences.splitting import split_sentences
from service.text.spans import Span
from tests.text.sentences.gold import LANGUAGES, read_paragraphs

Split = Callable[[str, str], Iterable[str]]
_PAGE, _ROUNDS = 5_000, 20
_ENGLISH = "en"


def main() -> None:
    """Print a line a splitter and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seen", action="store_true", help="leave out what was set aside")
    halves = (0,) if parser.parse_args().seen else (0, 1)
    for name, split in splitters():
        for language in LANGUAGES:
            paragraphs = read_paragraphs(language)
            found = [f1(split, language, paragraphs[half::2]) for half in halves]
            figures = "  ".join(f"{value:.3f}" for value in found)
            spent = milliseconds(split, language, paragraphs)
            print(f"{name:10} {language}  F1 {figures}  {spent:8.2f} ms")


def splitters() -> Iterator[tuple[str, Split]]:
    """Yield the splitters that are installed, by name; pysbd speaks few of the languages."""
    yield "ours", split_by_ours
    for name, make in (("nupunkt", _nupunkt), ("pysbd", _pysbd), ("sentencex", _sentencex)):
        try:
            yield name, make()
        except ImportError:
            print(f"{name} is not installed: pip install {name}")


def split_by_ours(text: str, language: str) -> Iterable[str]:
    """Return the sentences of a paragraph by the service."""
    return [found.text for found in split_sentences(text, [Span(0, len(text))], language)]


def _nupunkt() -> Split:
    tokenize = import_module("nupunkt").sent_tokenize
    return lambda text, _: tokenize(text)


def _pysbd() -> Split:
    segmenter, known = import_module("pysbd").Segmenter, import_module("pysbd.languages")
    codes = known.LANGUAGE_CODES

    def split(text: str, language: str) -> Iterable[str]:
        code = language if language in codes else _ENGLISH
        return map(str, segmenter(language=code, clean=False).segment(text))

    return split


def _sentencex() -> Split:
    segment = import_module("sentencex").segment
    return lambda text, language: segment(language, text)


def ends(sentences: Iterable[str]) -> set[int]:
    """Return where the sentences end but the last, in characters that are no blanks."""
    found, length = [], 0
    for sentence in sentences:
        length += len("".join(sentence.split()))
        found.append(length)
    return set(found[:-1])


def f1(split: Split, language: str, paragraphs: Sequence[Sequence[str]]) -> float:
    """Return the F1 of the boundaries within the paragraphs."""
    right = told = wanted = 0
    for sentences in paragraphs:
        found, known = ends(split(" ".join(sentences), language)), ends(sentences)
        right, told, wanted = right + len(found & known), told + len(found), wanted + len(known)
    return 2 * right / (told + wanted)


def milliseconds(split: Split, language: str, paragraphs: Sequence[Sequence[str]]) -> float:
    """Return the time for a page of the paragraphs, the least of several."""
    texts = [" ".join(sentences) for sentences in paragraphs]
    least = float("inf")
    for _ in range(_ROUNDS):
        begun = process_time()
        for text in texts:
            list(split(text, language))
        least = min(least, process_time() - begun)
    return least * 1_000 * _PAGE / sum(map(len, texts))


if __name__ == "__main__":
    main()
