"""The commands about models: listed, told of, promoted, rolled back, begun, pushed, pulled."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from service import __version__
from service.commands.termination import ended_by_term
from service.settings import Settings

if TYPE_CHECKING:
    from service.topics.store.registry import Registry

_SHIPPED = Path(__file__).resolve().parents[2] / "models"
_URL = "file:///…, s3://…, gs://… or az://…"


def add_actions(models: argparse.ArgumentParser) -> None:
    """Give the parser of `models` its actions."""
    actions = models.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", help="list the models, oldest first")
    listing.set_defaults(run=_list)

    promote = actions.add_parser("promote", help="serve with this version")
    promote.add_argument("version")
    promote.set_defaults(run=_promote)

    rollback = actions.add_parser("rollback", help="serve with the version that served before")
    rollback.set_defaults(run=_roll_back)

    begin = actions.add_parser("init", help="begin an empty folder of models with the shipped one")
    _add_quiet(begin)
    begin.set_defaults(run=_begin)

    card = actions.add_parser("card", help="print a model's card, as Hugging Face's Hub reads it")
    card.add_argument("version", nargs="?", help="the current one by default")
    card.set_defaults(run=_print_card)

    push = actions.add_parser("push", help="store a version where others pull it from")
    push.add_argument("url", metavar="URL", help=_URL)
    push.add_argument("version", nargs="?", help="the current one by default")
    push.add_argument(
        "--replaces",
        metavar="OTHER",
        help="only where this version is in effect there, or none: the one a training began from",
    )
    push.set_defaults(run=_push)

    pull = actions.add_parser("pull", help="serve with the version that was pushed last")
    pull.add_argument("url", metavar="URL", help=f"{_URL}, or https://…")
    pull.add_argument(
        "--if-any", action="store_true", help="where nothing has been pushed yet, do nothing"
    )
    _add_quiet(pull)
    pull.add_argument(
        "--every", type=_seconds, metavar="SECONDS", help="go on, and look again every so often"
    )
    pull.set_defaults(run=_pull)


def _add_quiet(action: argparse.ArgumentParser) -> None:
    action.add_argument("--quiet", action="store_true", help="say nothing where nothing changes")


def registry() -> Registry:
    """Return the folder of models that the settings name."""
    from service.topics.store.registry import Registry

    return Registry(Settings.from_environment().models)


def _list(_: argparse.Namespace) -> int:
    models = registry()
    current = models.current()
    for version in models.versions():
        bundle = models.load(version)
        evaluation = bundle.card.evaluation
        score = f"{evaluation.macro_f1:.4f}" if evaluation else "not measured"
        mark = "*" if version == current else " "
        print(f"{mark} {version}  macro-F1 {score}  {', '.join(bundle.manifest.classes)}")
    return 0


def _promote(options: argparse.Namespace) -> int:
    models = registry()
    with models.locked():
        models.promote(options.version, forced=True)
    print(f"serving {options.version}")
    return 0


def _roll_back(_: argparse.Namespace) -> int:
    models = registry()
    with models.locked():
        current, previous = models.current(), models.previous()
        models.promote(previous, f"rolled back from {current}", forced=True)
    print(f"serving {previous}, no longer {current}")
    return 0


def _begin(options: argparse.Namespace) -> int:
    from service.topics.store.registry import Registry
    from service.topics.store.shipped import begin

    models = registry()
    version = begin(models, Registry(_SHIPPED), __version__)
    if version is not None:
        print(f"serving {version}")
    elif not options.quiet:
        print(f"{models.folder} has {models.current()} already")
    return 0


def _print_card(options: argparse.Namespace) -> int:
    from service.topics.card.pages import README, render_page
    from service.topics.store.bundle import read_card

    models = registry()
    version = options.version or models.current()
    print(render_page(README, read_card(models.path(version))), end="")
    return 0


@ended_by_term()
def _push(options: argparse.Namespace) -> int:
    from service.sharing.push import push
    from service.sharing.store import Store

    store = Store(options.url, writing=True)
    version, changed = push(registry(), store, options.version, options.replaces)
    print(f"{store.address} has {version} in effect{'' if changed else ' already'}")
    return 0


@ended_by_term()
def _pull(options: argparse.Namespace) -> int:
    # Before anything is loaded, which would be kept for as long as it goes on.
    if options.every:
        return _pull_again_and_again(options)

    from service.sharing.errors import NothingPushed
    from service.sharing.pull import pull
    from service.sharing.store import Store

    store = Store(options.url)
    try:
        version, changed = pull(registry(), store)
    except NothingPushed as error:
        if not options.if_any:
            raise
        print(f"dateline: {error}", file=sys.stderr)
        return 0
    if changed:
        print(f"serving {version}, pulled from {store.address}")
    elif not options.quiet:
        print(f"serving {version} already")
    return 0


def _pull_again_and_again(options: argparse.Namespace) -> int:
    """Pull in a process for each time, as one that has loaded a model keeps its memory.

    One that fails has told why, and the next is made all the same.
    """
    command = [sys.executable, "-P", "-m", "service.cli", "models", "pull", options.url, "--quiet"]
    if options.if_any:
        command.append("--if-any")
    while True:
        subprocess.run(command, check=False)  # noqa: S603 - ourselves
        time.sleep(options.every)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"it is {text}, and takes 1 to 86400 seconds")
    return seconds
