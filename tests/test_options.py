"""Tests of `service.options`: an option is declared once, and all that offers it takes it so."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from service.cli import main
from service.commands.option_flags import WITHOUT_FLAG, WrongFlag, add_flags, read_flags
from service.contract.schemas import ArticleRequest
from service.options import Options, schemas
from service.summaries.methods import ALGORITHMS, names_of
from tests.conftest import ROOT

#: What the form has beside options.
_ARTICLE = {"text", "file", "key"}


def schema(name: str) -> dict[str, Any]:
    """The option as JSON Schema has it, null aside."""
    found: dict[str, Any] = Options.model_json_schema()["properties"][name]
    return {**found, **found.get("anyOf", [{}])[0]}


class Controls(HTMLParser):
    """The controls of a page by their names, and the options of its lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.selected: list[int] = []
        self.options = 0
        self.leaning: list[int] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep what has a name."""
        given = dict(attributes)
        if tag in ("input", "select", "textarea") and given.get("name"):
            self.found[str(given["name"])] = given
        if tag == "option":
            if "selected" in given:
                self.selected.append(self.options)
            if "data-focus" in given:
                self.leaning.append(self.options)
            self.options += 1


@pytest.fixture
def form(client: FlaskClient) -> Controls:
    """The page's form."""
    controls = Controls()
    controls.feed(client.get("/").text)
    return controls


def test_a_request_has_every_option_beside_its_article() -> None:
    """In JSON there are the options, text and html, and nothing else."""
    assert set(ArticleRequest.model_fields) == {*Options.model_fields, "text", "html"}


def test_the_description_has_every_option(client: FlaskClient) -> None:
    """OpenAPI has the options in the query, each told with its default."""
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    for path in ("/v1/analysis", "/v1/topic", "/v1/summary"):
        found = {item["name"]: item for item in paths[path]["post"]["parameters"]}
        assert list(found) == list(Options.model_fields)
        assert found["sentences"]["description"].endswith("; 3 by default")


def test_the_documents_have_every_option_and_method() -> None:
    """The table of docs/api.md has the options in order, with default and bounds, all methods."""
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    table = text.partition("| option | default | means |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+)$", table, re.MULTILINE))
    assert list(rows) == list(Options.model_fields)
    for name, row in rows.items():
        default = row.partition(" |")[0].strip("`")
        declared = Options.model_fields[name].default
        shown = {None: ("none", "detected"), True: ("true",), False: ("false",)}.get(
            declared, (str(declared),)
        )
        assert default in shown, name
    assert "1 to 50" in rows["sentences"]
    assert f"{schema('focus')['maxLength']} characters" in rows["focus"]
    named = " ".join(re.findall("`([^`]+)`", rows["algorithm"].partition("|")[2])).split()
    assert named == list(ALGORITHMS)


def test_the_form_offers_options_alone(form: Controls) -> None:
    """Each control is the article's or an option; lengths and numbers keep to the bounds."""
    assert form.found.keys() - _ARTICLE <= Options.model_fields.keys()
    for name in ("title", "focus"):
        assert form.found[name]["maxlength"] == str(schema(name)["maxLength"])
    slider = form.found["sentences"]
    assert slider["value"] == str(Options().sentences)
    assert int(slider["min"] or 0) >= schema("sentences")["minimum"]
    assert int(slider["max"] or 99) <= schema("sentences")["maximum"]


def test_the_form_offers_every_method_the_default_chosen(form: Controls) -> None:
    """As many methods as there are, the first of them selected."""
    assert form.options == len(ALGORITHMS)
    assert form.selected == [ALGORITHMS.index(Options().algorithm)]


def test_the_page_knows_which_methods_take_a_focus(form: Controls) -> None:
    """The methods that take one are marked, for the field of the focus to be open."""
    assert form.leaning == [ALGORITHMS.index(name) for name in names_of(takes="focus")]


def test_the_algorithms_are_told_by_name() -> None:
    """The description has the names of the registry, and none besides."""
    described = schemas()["algorithm"]["description"]
    assert re.findall(r"[a-z]+", described.partition(":")[2].replace(" or ", " ")) == list(
        ALGORITHMS
    )


def test_the_command_line_has_a_flag_for_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Its help tells each with the description, bounds and default of the declaration."""
    with pytest.raises(SystemExit):
        main(["analyse", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    for name in Options.model_fields.keys() - WITHOUT_FLAG:
        assert f"--{name.replace('_', '-')}" in told
        assert schemas()[name]["description"] in told
    assert "--no-clean" in told
    assert "--id" not in told
    bounds = f"{schema('sentences')['minimum']} to {schema('sentences')['maximum']}"
    assert f"({bounds}; {Options().sentences} by default)" in told


def test_flags_are_the_options_they_name() -> None:
    """What is not given keeps its default, and what is given means what it does in a query."""
    parser = ArgumentParser()
    add_flags(parser)
    assert read_flags(parser.parse_args([])) == Options()
    given = [
        "--sentences",
        "7",
        "--max-words=90",
        "--no-clean",
        "--with-text",
        "--language",
        "de",
        "--title",
        "true",
    ]
    assert read_flags(parser.parse_args(given)) == Options(
        sentences=7, max_words=90, clean=False, with_text=True, language="de", title="true"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--sentences", "51"], "--sentences '51': takes 50 at most."),
        (["--max-words=few"], "--max-words 'few': is not a whole number."),
        (["--language", "xx"], "--language 'xx': is not a language known here; known are "),
        (["--algorithm", "best"], "--algorithm 'best': takes 'news', 'lead'"),
        (["--algorithm", "lsa", "--focus", "pier"], "--focus 'pier': leans news alone; use the"),
    ],
)
def test_a_wrong_flag_is_told_with_its_value(given: list[str], said: str) -> None:
    """The message has flag, value and reason."""
    parser = ArgumentParser()
    add_flags(parser)
    with pytest.raises(WrongFlag) as caught:
        read_flags(parser.parse_args(given))
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("sentences", "7", 7),
        ("max_words", "100000", 100_000),
        ("clean", "false", False),
        ("explain", "true", True),
        ("title", "true", "true"),
        ("algorithm", "lead", "lead"),
    ],
)
def test_options_are_read_from_text(name: str, text: str, value: object) -> None:
    """Numbers and yes or no are what a query string writes them as."""
    assert getattr(Options.from_text({name: text}), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("sentences", "1.5"), ("sentences", "٣"), ("max_words", ""), ("clean", "yes"), ("foo", "1")],
)
def test_what_is_no_value_of_an_option_is_refused(name: str, text: str) -> None:
    """Other spellings, and other names, are errors and not defaults."""
    with pytest.raises(ValidationError):
        Options.from_text({name: text})


@pytest.mark.parametrize(("name", "value"), [("sentences", "7"), ("clean", "false")])
def test_text_is_no_number_in_json(name: str, value: str) -> None:
    """Where values have types, text in quotes is not read as one."""
    with pytest.raises(ValidationError):
        Options.model_validate({name: value}, strict=True)


def test_a_focus_is_for_methods_that_take_one() -> None:
    """With another it is refused by name; with what is no method, only that is told."""
    with pytest.raises(ValidationError, match="use the algorithm news, or leave focus out"):
        Options(algorithm="lead", focus="pier")
    with pytest.raises(ValidationError) as caught:
        Options(algorithm="none", focus="pier")
    assert [error["loc"] for error in caught.value.errors()] == [("algorithm",)]
