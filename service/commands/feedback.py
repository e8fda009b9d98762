"""The commands about feedback: what is kept is listed, decided on, carried out and in."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from service.disk import written_beside
from service.feedback.correction import STATES, Change, Correction, Decision, Reviewer
from service.feedback.errors import NoDatabase, NoSuchCorrection
from service.feedback.exchange.decision import Decided
from service.feedback.exchange.formats import FORMATS, NAMES
from service.feedback.listing import MAX_PAGE, ORDERS, Query
from service.feedback.store.database import Database
from service.feedback.store.store import Limits, Store
from service.settings import Settings

_OPENING = 60


def add_actions(feedback: argparse.ArgumentParser) -> None:
    """Give the parser of `feedback` its actions."""
    actions = feedback.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", help="list corrections, a line each")
    _add_choice(listing)
    listing.add_argument("--order", choices=ORDERS, default="newest")
    listing.add_argument("--limit", type=int, help="how many at most; all by default")
    listing.set_defaults(run=_list)

    accept = actions.add_parser("accept", help="accept corrections: models may learn from them")
    accept.add_argument("keys", nargs="+", metavar="KEY")
    accept.add_argument("--topic", help="another topic, which is right instead")
    accept.set_defaults(run=lambda options: _decide(options, "accepted"))

    reject = actions.add_parser("reject", help="reject corrections: no model learns from them")
    reject.add_argument("keys", nargs="+", metavar="KEY")
    reject.set_defaults(run=lambda options: _decide(options, "rejected"))

    delete = actions.add_parser("delete", help="delete corrections for good, with their texts")
    delete.add_argument("keys", nargs="+", metavar="KEY")
    delete.set_defaults(run=_delete)

    export = actions.add_parser("export", help="write corrections as JSON Lines or for other tools")
    _add_choice(export)
    export.add_argument("--format", choices=NAMES, default="jsonl")
    export.add_argument("--output", type=Path, metavar="FILE", help="standard output by default")
    export.set_defaults(run=_export)

    imports = actions.add_parser("import", help="read what was exported, here or elsewhere")
    imports.add_argument("file", metavar="FILE", help="- is standard input")
    imports.add_argument("--format", choices=NAMES, default="jsonl")
    imports.set_defaults(run=_import)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", choices=STATES)
    parser.add_argument("--topic")


@contextmanager
def _opened() -> Iterator[Store]:
    settings = Settings.from_environment()
    if settings.database is None:
        raise NoDatabase
    database = Database(settings.database)
    try:
        yield Store(database, Limits(settings.feedback_rows, settings.feedback_waiting))
    finally:
        database.close()


def _query(options: argparse.Namespace) -> Query:
    return Query(state=options.state, topic=options.topic, limit=MAX_PAGE)


def _list(options: argparse.Namespace) -> int:
    query = replace(_query(options), order=options.order)
    with _opened() as store:
        listed = 0
        for item in store.all(query):
            if listed == options.limit:
                break
            print(_line(item))
            listed += 1
    if not listed:
        # On a terminal silence looks like a fault; what reads the lines gets none.
        print("0 corrections", file=sys.stderr)
    return 0


def _line(item: Correction) -> str:
    given = item.given.label or "not sure"
    if item.given.label and item.given.confidence is not None:
        given += f" {item.given.confidence:.2f}"
    opening = " ".join((item.sent.title or item.text[:1_000]).split())[:_OPENING]
    held_out = " (held out)" if item.held_out else ""
    # A control code in a text would be the terminal's to obey.
    shown = "".join(sign if sign.isprintable() else "?" for sign in opening)
    said = f"{item.topic}, model: {given}{held_out}"
    return f"{item.key}  {item.state:8}  {said}  {item.sender}  {shown}"


def _decide(options: argparse.Namespace, decision: Decision) -> int:
    change = Change(vars(options).get("topic"), decision, _reviewer())
    return _each(options.keys, lambda store, key: store.change(key, change), decision)


def _delete(options: argparse.Namespace) -> int:
    return _each(options.keys, lambda store, key: store.forget(key), "deleted")


def _each(keys: Iterable[str], act: Callable[[Store, str], object], done: str) -> int:
    """Do it to each; 1 where there is no such one."""
    code = 0
    with _opened() as store:
        for key in keys:
            try:
                act(store, key)
                print(f"{done} {key}")
            except NoSuchCorrection as error:
                print(f"dateline: {error}", file=sys.stderr)
                code = 1
    return code


def _reviewer() -> Reviewer:
    """Whoever has the database may do all there is to do."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "command line"
    return Reviewer(name[:64], is_known=False)


def _export(options: argparse.Namespace) -> int:
    with _opened() as store:
        pieces = FORMATS[options.format].write(store.all(_query(options)))
        if options.output is None:
            sys.stdout.writelines(pieces)
        else:
            _write(options.output, pieces)
    return 0


def _write(path: Path, pieces: Iterable[str]) -> None:
    with written_beside(path, 0o600) as file:
        file.writelines(piece.encode() for piece in pieces)


def _import(options: argparse.Namespace) -> int:
    if options.file == "-":
        return _read(sys.stdin, options)
    with Path(options.file).open(encoding="utf-8") as file:
        return _read(file, options)


def _read(lines: TextIO, options: argparse.Namespace) -> int:
    new = decided = same = 0
    code = 0
    with _opened() as store:
        for item in FORMATS[options.format].read(lines):
            if isinstance(item, Decided):
                try:
                    store.change(item.key, Change(item.topic, "accepted", _reviewer()))
                    decided += 1
                except NoSuchCorrection as error:
                    print(f"dateline: {error}", file=sys.stderr)
                    code = 1
            elif store.put(item):
                new += 1
            else:
                same += 1
    print(f"{new} new, {decided} decided on, {same} there already")
    return code
