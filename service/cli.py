"""The command-line program."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service import __version__
from service.commands import models as model_commands
from service.commands.termination import ended_by_term
from service.settings import SettingError, Settings

if TYPE_CHECKING:
    from service.teaching.snapshot import Snapshot
    from service.topics.training.house.doubts import Doubt
    from service.topics.training.reading.columns import Columns

_ROOT = Path(__file__).resolve().parent.parent
_ANALYSE, _BATCH, _FEEDBACK = "analyse", "batch", "feedback"
_MOST_DOUBTS = 100
_DATA = "folder of training data; your own articles lie in its yours/"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code.

    0 is done, 1 is done but not promoted or not all files, 2 is what the user can mend; 130 and
    141, as shells have it, are Ctrl-C and output that nobody reads any more.
    """
    from service.feedback.errors import FeedbackError
    from service.sharing.errors import SharingError
    from service.topics.errors import ModelError, NotStored, RegistryBusy, TrainingDataError

    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given).parse_args(given)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Or Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (
        *(SettingError, ModelError, NotStored, RegistryBusy, TrainingDataError),
        *(FeedbackError, SharingError),
    ) as error:
        print(f"dateline: {error}", file=sys.stderr)
    except OSError as error:
        print(f"dateline: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)
    else:
        return code
    return 2


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all commands; what the options are is only loaded where it is needed."""
    parser = argparse.ArgumentParser(prog="dateline", description="Find the news in the page.")
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve over HTTP; settings are in the environment")
    serve.set_defaults(run=_serve)

    train = commands.add_parser("train", help="train a model and promote it if it is not worse")
    train.add_argument("--data", type=Path, default=_ROOT / "training_data", help=_DATA)
    _add_columns(train)
    train.add_argument("--force", action="store_true", help="promote it even if it is worse")
    train.add_argument(
        "--dry-run", action="store_true", help="say what it would be made of, and train nothing"
    )
    train.set_defaults(run=_train)

    models = commands.add_parser("models", help="list, promote, roll back, push or pull models")
    model_commands.add_actions(models)

    evaluate = commands.add_parser("evaluate", help="measure a model on the evaluation documents")
    evaluate.add_argument("version", nargs="?", help="the current one by default")
    evaluate.add_argument("--data", type=Path, default=_ROOT / "training_data", help=_DATA)
    _add_columns(evaluate)
    evaluate.set_defaults(run=_evaluate)

    keys = commands.add_parser("keys", help="make API keys")
    makes = keys.add_subparsers(required=True, metavar="ACTION")
    new = makes.add_parser("new", help="print a new key, once, and its entry for the file of keys")
    new.add_argument("name")
    new.add_argument("--quota", type=int, help="articles a minute; without it any number")
    new.add_argument(
        "--rights", default="read", help="some of read,operate,teach,review; read by default"
    )
    new.set_defaults(run=_new_key)

    feedback = commands.add_parser(
        _FEEDBACK, help="list, accept, reject, delete, export or import corrections"
    )
    if _FEEDBACK in given:
        from service.commands.feedback import add_actions

        add_actions(feedback)

    analyse = commands.add_parser(_ANALYSE, help="topic and summary of files, without a server")
    analyse.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="text or HTML; a folder means all such files in and below it, - standard input",
    )
    if _ANALYSE in given:
        from service.commands.option_flags import add_flags

        add_flags(analyse)
    analyse.add_argument("--json", action="store_true", help="a JSON line for each file")
    analyse.set_defaults(run=_analyse)

    batch = commands.add_parser(_BATCH, help="topic and summary of whole archives, to files")
    if _BATCH in given:
        # Threads wait for each other longer than they work here, and each core has its process.
        os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        from service.archives import command

        command.add_arguments(batch)
        batch.set_defaults(run=command.run)
    return parser


def _add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--columns",
        metavar="FIELD=NAME,...",
        help="what the columns of your own articles are called, where not text, topic, title and"
        " section: --columns text=Body,topic=Category,title=Headline",
    )


def _serve(_: argparse.Namespace) -> int:
    # Before the folder is changed, which paths in the environment may be relative to.
    Settings.from_environment().export_places(os.environ)
    os.chdir(_ROOT)
    command = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "service:create_app()"]
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


@ended_by_term()
def _train(options: argparse.Namespace) -> int:
    # Threads wait for each other longer than they work here: docs/decisions/0046.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from service.commands.progress import Steps
    from service.topics.training import fit, sections
    from service.topics.training.findings.own_topics import to_lines
    from service.topics.training.reading.columns import read_columns
    from service.topics.training.retraining import retrain
    from service.topics.training.usage import to_table

    columns = read_columns(options.columns) if options.columns else None
    settings = Settings.from_environment()
    corrections = None
    if settings.database is not None:
        from service.teaching.reading import read_corrections

        # Before the training, which may take minutes: nobody waits for a reader.
        corrections = read_corrections(settings.database)
        print(corrections.to_table() if corrections else "0 corrections")
    if options.dry_run:
        return _rehearse(options.data, corrections, columns)

    with Steps(fit.STEPS + sections.STEPS + 2) as steps:
        outcome = retrain(
            options.data,
            model_commands.registry(),
            steps.begin,
            force=options.force,
            corrections=corrections,
            columns=columns,
        )
    for line in outcome.told:
        print(line)
    for warning in outcome.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    _print_doubts(outcome.doubts)
    for line in to_lines(outcome.own_topics):
        print(line)
    print(f"{to_table(outcome.use)}\n{outcome.version} {outcome.reason}")
    return 0 if outcome.promoted else 1


def _rehearse(data: Path, corrections: Snapshot | None, columns: Columns | None) -> int:
    from service.commands.progress import Steps
    from service.teaching.rehearsal import rehearse

    with Steps(1) as steps:
        steps.begin("reading the training data")
        found = rehearse(data, model_commands.registry(), corrections, columns)
    for warning in found.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    _print_doubts(found.doubts)
    print("\n".join(found.told))
    return 0


def _print_doubts(doubts: Sequence[Doubt]) -> None:
    if doubts:
        print(f"{len(doubts)} corrections that a model contradicts; look at them:")
    for doubt in doubts[:_MOST_DOUBTS]:
        print(f"  {doubt}")
    if len(doubts) > _MOST_DOUBTS:
        print(f"  and {len(doubts) - _MOST_DOUBTS} more")


def _new_key(options: argparse.Namespace) -> int:
    from service.http.access.keys import new_key

    try:
        secret, entry = new_key(options.name, options.quota, options.rights.split(","))
    except ValueError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    print("The key, which is shown this once and kept nowhere:", file=sys.stderr)
    # The two streams may lead to one file, where what is said of a line has to stand before it.
    print(secret, flush=True)
    print("Its entry for the file that DATELINE_KEYS_FILE names:", file=sys.stderr)
    print(entry)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from service.topics.card.sources import read_sources
    from service.topics.training.corpus import read_corpus
    from service.topics.training.measuring.evaluation import to_text
    from service.topics.training.reading.columns import read_columns
    from service.topics.training.retraining import evaluate_bundle
    from service.topics.training.section_candidate import evaluate_sections

    bundle = model_commands.registry().load(options.version)
    columns = read_columns(options.columns) if options.columns else None
    corpus, described = read_corpus(options.data, None, columns), read_sources(options.data)
    evaluation = evaluate_bundle(bundle, corpus, described)
    print(f"{bundle.manifest.version} on {to_text(evaluation)}")
    sections = evaluate_sections(bundle, corpus, described)
    if sections:
        print(f"its sections on {to_text(sections)}")
    return 0


def _analyse(options: argparse.Namespace) -> int:
    from service.commands.file_analysis import analyse_files
    from service.commands.option_flags import WrongFlag, read_flags

    try:
        asked = read_flags(options)
    except WrongFlag as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    return analyse_files(options.files, options=asked, as_json=options.json).code


if __name__ == "__main__":
    sys.exit(main())
