"""Every command of the READMEs and docs/ is run as printed, or held by the test named here."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from service.topics.store.registry import Registry
from tests.conftest import ROOT, unavailable
from tests.environments import this_environment
from tests.readme import PAGES, commands
from tests.server.conftest import Server, start
from tests.topics.newsroom import Desk, write_data, write_model

pytestmark = pytest.mark.server


@dataclass(frozen=True)
class Run:
    """What a command prints, as a pattern, and what makes it short enough for a test.

    `more` goes behind the command, `values` in place of words in it; `models` says that it
    changes models, and so gets two small ones of its own. `needs` is a program besides; `slow`
    is left to the whole suite.
    """

    prints: str
    more: str = ""
    values: dict[str, str] = field(default_factory=dict)
    models: bool = False
    needs: str = "bash"
    slow: bool = False


_FILE = "training_data/articles/crime/accra-sim-swap-ring.txt"
_TRAINED = r"(?m)^\d{8}-\d{6}-\w+ there was no model before"
RUN = {
    "bin/test": Run("passed", "--numprocesses 0 tests/test_security_policy.py"),
    "bin/sbom": Run(r"^build/dateline-[\d.]+\.cdx\.json$"),
    "bin/retrain": Run(_TRAINED, "--data DATA", models=True),
    "bin/dateline train": Run(_TRAINED, "--data DATA", models=True),
    "bin/dateline models list": Run(r"^\* \d{8}-\d{6}-\w+  macro-F1 0\.\d{4}"),
    "bin/dateline models promote VERSION": Run(
        "serving older", values={"VERSION": "older"}, models=True
    ),
    "bin/dateline models rollback": Run("serving older, no longer newer", models=True),
    "bin/dateline models card": Run(r"^# Topic model "),
    "bin/dateline models card [VERSION]": (Run(r"^# Topic model ", values={" [VERSION]": ""})),
    "bin/dateline --version": Run(r"^dateline \d+\.\d+\.\d+$"),
    "bin/dateline evaluate": Run(r"macro-F1 0\.\d{4} \(0\.\d{4} to 0\.\d{4}\)"),
    "bin/dateline evaluate [VERSION]": Run(
        r"macro-F1 0\.\d{4}", values={"[VERSION]": Registry(ROOT / "models").current()}
    ),
    "bin/dateline analyse --help": Run(r"--algorithm"),
    "bin/dateline analyse FILE...": Run(
        r"accra-sim-swap-ring\.txt: crime, section crime-law\n  \w", values={"FILE...": _FILE}
    ),
    "bin/dateline analyse --json training_data/articles/crime": Run(
        r'^\{"file": "training_data/articles/crime/accra-sim-swap-ring\.txt", "topic": "crime"'
    ),
    "bin/dateline keys new newsdesk --quota 600": Run(
        r'^dl_[\w-]{43}\n\[newsdesk\]\nsha256 = "[0-9a-f]{64}"\nquota = 600\n'
    ),
    ".venv/bin/python -m benchmarks.latency": Run(
        r"times as fast as stock LexRank", f"--rounds 1 {_FILE}", slow=True
    ),
    ".venv/bin/python -m benchmarks.pages": Run(r"as pasted: dateline +54 "),
    ".venv/bin/python -m benchmarks.pages PAGES": Run(r"as pasted: dateline +3 "),
    ".venv/bin/python -m benchmarks.load PAGE": Run(
        r"offered \d+ requests/s", "--seconds 0.5", values={"PAGE": _FILE}, needs="wrk", slow=True
    ),
    ".venv/bin/python -m benchmarks.summaries": Run(r"^own: 16 articles\n.*\nnews ", slow=True),
    ".venv/bin/python -m benchmarks.summaries SUMMARIES": Run(
        r"^desk: 3 articles\n.*\nnews ", slow=True
    ),
}
_TRAINS = "tests/container/test_image.py::test_a_training_in_a_container_is_served_by_another"
# Too long for the suite, or in need of what it does not have.
HELD = {
    "bin/serve": "tests/server/test_processes.py::test_bin_serve_serves",
    "bin/retrain --force": (
        "tests/topics/training/test_retraining.py::test_swapped_labels_are_refused_and_the_pointer_stays"
    ),
    "bin/dateline serve": "tests/server/test_processes.py::test_bin_serve_serves",
    "docker compose up": "tests/container/test_image.py::test_the_image_builds_and_runs",
    "docker run --rm dateline models list": _TRAINS,
    "docker run --rm --entrypoint dpkg-query dateline -W": (
        "tests/container/test_image.py::test_it_holds_what_the_bill_of_materials_lists"
    ),
    **dict.fromkeys(
        (
            "docker build --build-arg REVISION=$(git rev-parse HEAD) -t dateline .",
            "docker image inspect --format '{{json .Config.Labels}}' dateline",
        ),
        "tests/container/test_image.py::test_its_labels_tell_the_release",
    ),
    "docker compose run --rm dateline train": _TRAINS,
    "docker compose run --rm dateline models list": _TRAINS,
    "docker compose run --rm dateline models rollback": _TRAINS,
    **dict.fromkeys(
        (
            "bin/dateline models push URL [VERSION]",
            "bin/dateline models push URL",
            "bin/dateline models pull URL",
            "bin/dateline models push s3://newsroom/models",
            "bin/dateline models pull s3://newsroom/models",
        ),
        "tests/sharing/test_store.py::test_the_commands_push_and_pull",
    ),
    "bin/dateline models init": (
        "tests/topics/store/test_shipped.py::test_the_command_says_what_it_did"
    ),
    "docker compose up --build dateline": (
        "tests/server/test_recreated.py::test_a_recreated_service_is_found_again"
    ),
    "gzip -c article.txt | curl -sS --compressed http://127.0.0.1:8000/v1/topic"
    " -H 'Content-Type: text/plain' -H 'Content-Encoding: gzip' --data-binary @-": (
        "tests/server/test_wire.py::test_curl_sends_and_takes_gzip"
    ),
    "kubectl apply -k deploy/kubernetes/overlays/example": (
        "tests/deploy/test_kubernetes.py::test_each_keeps_its_schema"
    ),
    ".venv/bin/python -m benchmarks.summary_speed": (
        "tests/test_summary_speed.py::test_every_method_of_sumy_is_compared"
    ),
    ".venv/bin/python -m benchmarks.summary_speed news": (
        "tests/test_summary_speed.py::test_every_method_of_sumy_is_compared"
    ),
    ".venv/bin/python -m benchmarks.summaries SUMMARIES --held-out": (
        "tests/test_summaries_benchmark.py::test_held_out_sources_are_ranked_by_the_others"
    ),
    ".venv/bin/python -m benchmarks.visits": (
        "tests/test_visits.py::test_a_document_is_followed_from_the_request_to_the_answer"
    ),
    ".venv/bin/python -m service.articles.lines.training PAGES [--texts TEXTS …]": (
        "tests/articles/lines/test_training.py::test_parameters_that_are_no_worse_are_kept"
    ),
    ".venv/bin/python -m service.articles.lines.training PAGES --texts TEXTS": (
        "tests/articles/lines/test_training.py::test_parameters_that_are_no_worse_are_kept"
    ),
    ".venv/bin/python -m service.articles.lines.rendered.training PAGES": (
        "tests/articles/lines/rendered/test_rendered_model.py::test_a_few_pages_teach_more_than_taking_everything"
    ),
    ".venv/bin/python -m benchmarks.scraped LABELS TEXTS": (
        "tests/test_scraped_benchmark.py::test_what_is_kept_and_lost_is_counted"
    ),
    ".venv/bin/python -m benchmarks.scraped LABELS TEXTS --held-out PAGES": (
        "tests/test_scraped_benchmark.py::test_texts_may_be_judged_by_models_of_other_outlets"
    ),
}
_FEEDBACK = "tests/commands/test_feedback.py::"
HELD |= {
    f"bin/dateline {command}".strip(): _FEEDBACK + test
    for command, test in {
        "": "test_what_goes_wrong_is_a_sentence",
        "feedback": "test_what_goes_wrong_is_a_sentence",
        "feedback export": "test_an_export_is_imported_again",
        "feedback list": "test_a_line_tells_a_correction",
        "feedback list --state disputed": "test_a_line_tells_a_correction",
        "feedback accept KEY...": "test_corrections_are_decided_on",
        "feedback accept --topic politics KEY": "test_corrections_are_decided_on",
        "feedback reject KEY...": "test_corrections_are_decided_on",
        "feedback delete KEY...": "test_corrections_are_decided_on",
        "feedback export --output feedback.jsonl": "test_an_export_is_imported_again",
        "feedback import feedback.jsonl": "test_an_export_is_imported_again",
    }.items()
}
_BATCH, _READING = "tests/archives/test_batch.py::", "tests/archives/test_reading.py::"
_RAY = "tests/archives/test_ray_engine.py::"
HELD |= {
    "bin/retrain --dry-run": (
        "tests/topics/training/house/test_corrections.py::test_a_dry_run_without_corrections_says_so"
    ),
    "bin/retrain --dry-run --columns text=Body,topic=Category,title=Headline": (
        "tests/topics/training/reading/test_command.py::test_a_dry_run_tells_of_each_file"
    ),
    "bin/dateline batch": _BATCH + "test_what_is_done_is_not_done_again",
    "bin/dateline batch articles.jsonl --output answers": (
        _BATCH + "test_what_is_done_is_not_done_again"
    ),
    "bin/dateline batch news.parquet --text-column body --id-column url --output answers"
    " --format parquet": _BATCH + "test_parquet_has_a_flat_schema",
    "bin/dateline batch 'crawl/*.warc.gz' --output answers --sentences 2 --with-text": (
        _BATCH + "test_every_form_of_input_has_the_same_answers"
    ),
    "bin/dateline batch folder-of-pages/ --output answers": (
        _READING + "test_a_folder_means_its_text_and_html"
    ),
    "bin/dateline batch 's3://bucket/2026/*.jsonl.zst' --output answers": (
        _READING + "test_urls_are_opened_by_fsspec"
    ),
    "zcat articles.jsonl.gz | bin/dateline batch - --output answers": (
        _READING + "test_standard_input_is_read_in_any_format"
    ),
    "RAY_ADDRESS=ray-head:6379 bin/dateline batch 'crawl/*.warc.gz' --engine ray"
    " --output answers": _RAY + "test_nodes_that_die_cost_no_row",
    ".venv/bin/pip install -r requirements-ray.txt": (
        _RAY + "test_where_ray_is_missing_it_says_what_to_install"
    ),
}
PRINTED = sorted({command for page in PAGES for command in commands(page.read_text("utf-8"))})
CURL = [command for command in PRINTED if command.startswith("curl ")]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment that bin/environment finds made: this Python, whatever it is called."""
    found = this_environment(tmp_path_factory.mktemp("start") / "venv")
    return {**found, "OMP_NUM_THREADS": "1"}


@pytest.fixture
def models(desk: Desk, tmp_path: Path) -> Path:
    """A folder of two models, of which `newer` has taken the place of `older`."""
    folder = tmp_path / "models"
    for name, day in (("older", "01"), ("newer", "02")):
        write_model(folder / name, desk, f"2024-05-{day}T08:00:00Z")
        Registry(folder).promote(name)
    return folder


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Small data in place of large: training data, and three pages as others have them."""
    folder = tmp_path_factory.mktemp("places")
    rows = []
    for path in sorted((ROOT / "training_data" / "articles" / "crime").glob("*.txt"))[:3]:
        text = path.read_text("utf-8")
        html = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
        page = {"url": f"https://{path.stem}.example/", "pasted": f"Share\n{text}", "body": text}
        rows.append(json.dumps({**page, "html": f"<html><article>{html}</article></html>"}))
    pages = folder / "pages.jsonl.gz"
    pages.write_bytes(gzip.compress("\n".join(rows).encode()))
    summaries = folder / "summaries.jsonl.gz"
    read = [json.loads(row)["body"] for row in rows]
    told = [
        {"source": "desk", "text": text, "references": [text.splitlines()[:1]]} for text in read
    ]
    summaries.write_bytes(gzip.compress("\n".join(map(json.dumps, told)).encode()))
    data = write_data(folder / "data")
    return {"DATA": str(data), "PAGES": str(pages), "SUMMARIES": str(summaries)}


def run(command: str, environment: dict[str, str]) -> str:
    """What a shell prints to standard output for a command; fails where it does not end well."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def test_no_command_is_unaccounted_for() -> None:
    """A command that is added to the documentation is run here, or names the test that holds it."""
    assert set(PRINTED) - set(CURL) == set(RUN) | set(HELD)
    assert not set(RUN) & set(HELD)


@pytest.mark.parametrize("test", sorted(set(HELD.values())))
def test_the_tests_that_hold_the_others_are_there(test: str) -> None:
    """A test that is renamed or removed cannot hold a command."""
    path, _, name = test.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=[pytest.mark.slow] if what.slow else [])
        for command, what in RUN.items()
    ],
)
def test_it_does_what_is_printed(
    command: str, environment: dict[str, str], places: dict[str, str], models: Path
) -> None:
    """Each command ends well and prints what it should."""
    what = RUN[command]
    if shutil.which(what.needs) is None:
        unavailable("server", f"{what.needs} is not here; on Debian: apt-get install {what.needs}")
    # The environment of a checkout is where this one's is.
    text = command.replace(".venv/bin/python", f"{environment['DATELINE_VENV']}/bin/python")
    for word, value in {**places, **what.values}.items():
        text = text.replace(word, value)
    more = what.more.replace("DATA", places["DATA"])
    changed = {**environment, "DATELINE_MODELS": str(models)} if what.models else environment
    if what.more.startswith("--data"):
        changed = {**changed, "DATELINE_MODELS": str(models.parent / "none")}
    assert re.search(what.prints, run(f"{text} {more}", changed), re.MULTILINE)


@pytest.fixture(scope="module")
def teaching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that keeps feedback."""
    folder = tmp_path_factory.mktemp("teaching")
    running = start(folder / "log", DATELINE_DATABASE_URL=f"sqlite:///{folder}/feedback.sqlite3")
    yield running.address
    running.stop()


@pytest.mark.parametrize("command", CURL)
def test_curl_gets_an_answer(
    server: Server, teaching: str, environment: dict[str, str], command: str
) -> None:
    """Each curl command is answered by a real server; what is printed there is held elsewhere."""
    if shutil.which("curl") is None:
        unavailable("server", "there is no curl here; on Debian: apt-get install curl")
    assert "http://127.0.0.1:8000/" in command
    address = teaching if "/v1/feedback" in command else server.address
    found = json.loads(run(command.replace("http://127.0.0.1:8000", address), environment))
    if "/v1/feedback" in command:
        assert set(found) == {"key", "state", "topic", "given"}
    else:
        assert found["article"]["body"] == [{"offset": 0, "length": 122}]
