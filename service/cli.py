"""The command-line program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from service.settings import SettingError, Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code, 2 for what the user can mend."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except SettingError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dateline", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="train a model and promote it if it is not worse")
    train.add_argument("--data", type=Path, default=Path("training_data"), help="training data")
    train.set_defaults(run=_train)
    return parser


def _train(options: argparse.Namespace) -> int:
    from service.topics.errors import TrainingDataError
    from service.topics.registry import Registry
    from service.topics.retraining import retrain

    registry = Registry(Settings.from_environment().models)
    try:
        outcome = retrain(options.data, registry, lambda line: print(line, file=sys.stderr))
    except TrainingDataError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    print(f"{outcome.version}: macro-F1 {outcome.evaluation['macro_f1']:.3f}, {outcome.reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
