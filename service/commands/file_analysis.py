"""Topic and summary of files, folders of them and standard input, without a server."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from service.analysis import Analysis, Submission, analyse, build_extractor
from service.formats.registry import LEFTOVERS, endings, format_of_file, suffixes
from service.options import Options
from service.settings import Settings
from service.summaries.errors import SummaryError
from service.text.errors import TextError
from service.text.sentences.sentence import Sentence
from service.topics.classifier import Classifier
from service.topics.store.registry import Registry
from service.topics.topic import Section, either

#: The name of standard input.
STDIN = "-"


class NothingToAnalyse(Exception):
    """A folder in which no file is one of text or HTML."""

    def __init__(self, passed: int) -> None:
        super().__init__(
            f"holds no text or HTML: no file in it ends in {endings()} ({passed} passed over)."
            " Name the files themselves, or another folder."
        )


class NothingInside(Exception):
    """A document without a character."""

    def __init__(self) -> None:
        super().__init__("there is nothing in it")


@dataclass
class Outcome:
    """How many documents were analysed, and how many were not."""

    done: int = 0
    failed: int = 0
    #: Arguments that lead to no document.
    empty: int = 0

    @property
    def code(self) -> int:
        """The exit code: 0 all done, 1 not all, 2 for arguments that lead nowhere."""
        if not self.failed + self.empty:
            return 0
        return 1 if self.done + self.failed else 2


def analyse_files(names: Sequence[str], *, options: Options, as_json: bool) -> Outcome:
    """Print topic and summary of each document, and on standard error why there is none."""
    if isinstance(sys.stdout, TextIOWrapper):
        # File names may be in any charset, and in none.
        sys.stdout.reconfigure(errors="backslashreplace")
    settings = Settings.from_environment()
    classifier = Classifier(Registry(settings.models).load())
    outcome = Outcome()
    with closing(build_extractor(settings)) as extractor:
        analyse_one = partial(
            analyse,
            classifier=classifier,
            extractor=extractor,
            clock=lambda _: nullcontext(),
            max_sentences=settings.max_sentences,
        )
        for name in names:
            for found in _documents(name, outcome):
                try:
                    analysis = analyse_one(_submission(found, _read(found), options))
                except FileNotFoundError as error:
                    outcome.empty += 1
                    _print_error(found, error)
                except (TextError, SummaryError, NothingInside, OSError) as error:
                    outcome.failed += 1
                    _print_error(found, error)
                else:
                    outcome.done += 1
                    line = _json_line if as_json else _lines
                    print(line(found, analysis, options), flush=True)
    return outcome


def _documents(name: str, outcome: Outcome) -> Iterator[str]:
    """The documents that an argument leads to; a folder's in order, those below it last."""
    # Of what may not be looked at, Path.is_dir would raise.
    if name == STDIN or not os.path.isdir(name):  # noqa: PTH112
        yield name
        return

    def unreadable(error: OSError) -> None:
        outcome.failed += 1
        _print_error(str(error.filename), error)

    passed = count = 0
    for folder, folders, files in os.walk(name, onerror=unreadable):
        folders[:] = sorted(inner for inner in folders if not inner.startswith(LEFTOVERS))
        for file in sorted(files):
            if file.startswith(LEFTOVERS) or not file.lower().endswith(suffixes()):
                passed += 1
                continue
            count += 1
            yield os.path.join(folder, file)  # noqa: PTH118 - as it was named, `./` included
    if not count:
        outcome.empty += 1
        _print_error(name, NothingToAnalyse(passed))
    elif passed:
        others = f"{passed} passed over, hidden or not ending in {endings()}"
        print(f"{name}: {others}", file=sys.stderr)


def _read(name: str) -> bytes:
    if name != STDIN:
        return Path(name).read_bytes()
    if sys.stdin.isatty():
        print("reading an article from the terminal; Ctrl-D ends it", file=sys.stderr)
    return sys.stdin.buffer.read()


def _submission(name: str, body: bytes, options: Options) -> Submission:
    if not body.strip():
        raise NothingInside
    content = format_of_file(name, body).read(body, None)
    return Submission(content.text, content.html, options)


def _json_line(name: str, found: Analysis, options: Options) -> str:
    assert found.topic is not None
    assert found.summary is not None
    line: dict[str, object] = {
        "file": name,
        "topic": found.topic.label,
        "confidence": found.topic.confidence,
        "abstained": found.topic.abstained,
        "candidates": list(found.topic.candidates),
        "codes": [asdict(code) for code in found.topic.codes],
        "section": _section(found.topic.section),
        "summary": found.summary.text,
        "title": found.article.title,
        "language": found.article.language,
    }
    if _is_explained(options):
        line["sentences"] = [
            {"rank": item.rank, "text": item.sentence.text, "reasons": list(map(str, item.reasons))}
            for item in found.summary.sentences
        ]
        line["left_out"] = [
            {"rule": item.rule, "text": item.sentence.text} for item in found.summary.left_out
        ]
    if options.with_text:
        line["text"] = found.article.text
    return json.dumps(line, ensure_ascii=False)


def _section(section: Section | None) -> dict[str, object] | None:
    if section is None:
        return None
    return {
        "label": section.label,
        "confidence": section.confidence,
        "abstained": section.abstained,
        "codes": [asdict(code) for code in section.codes],
    }


def _is_explained(options: Options) -> bool:
    # Only where it was asked for: most want the summary alone.
    return options.explain and "explain" in options.model_fields_set


def _lines(name: str, found: Analysis, options: Options) -> str:
    assert found.topic is not None
    assert found.summary is not None
    label = found.topic.label or f"none ({found.topic.abstained})"
    if found.topic.abstained == "low_confidence":
        label = f"{either(found.topic.candidates)} ({found.topic.abstained})"
    if found.topic.section and found.topic.section.label:
        label += f", section {found.topic.section.label}"
    told = [f"{name}: {label}", f"  {found.summary.text}"]
    if _is_explained(options):
        for item in found.summary.sentences:
            reasons = "; ".join(map(str, item.reasons))
            told.append(f"  {item.rank}. {_in_a_line(item.sentence)} ({reasons})")
        told += [
            f"  left out: {_in_a_line(left.sentence)} ({left.rule})"
            for left in found.summary.left_out
        ]
    text = f"\n\n{found.article.text}\n" if options.with_text else ""
    return "\n".join(told) + text


def _in_a_line(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())


def _print_error(name: str, error: Exception) -> None:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    print(f"{name}: {reason}", file=sys.stderr)
