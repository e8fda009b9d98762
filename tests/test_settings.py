"""The settings and the environment variables they are read from."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from service.settings import SettingError, Settings, environment_name
from service.url_prefix import OWN_PATHS

_FIELDS = dataclasses.fields(Settings)
_NUMBERS = [item for item in _FIELDS if isinstance(item.default, int | float)]
_WHOLE = [item for item in _FIELDS if isinstance(item.default, int)]
_BOUNDED = [item for item in _NUMBERS if item.metadata["minimum"] is not None]

_CASES = [
    ("bind", "127.0.0.1:9000", "127.0.0.1:9000"),
    ("workers", "3", 3),
    ("threads", "40", 40),
    ("models", "/srv/models", Path("/srv/models")),
    ("max_body_bytes", "1000", 1000),
    ("max_characters", "5000", 5000),
    ("max_nodes", "70", 70),
    ("max_attributes", "700", 700),
    ("max_nesting", "90", 90),
    ("html_seconds", "2.5", 2.5),
    ("max_line_bytes", "900", 900),
    ("max_lines", "12", 12),
    ("max_stream_bytes", "123456", 123456),
    ("max_sentences", "300", 300),
    ("max_requests", "5", 5),
    ("max_streams", "2", 2),
    ("max_arriving_bytes", "100000", 100000),
    ("body_seconds", "1.5", 1.5),
    ("work_seconds", "4", 4.0),
    ("drain_seconds", "0", 0.0),
    ("keys_file", "/srv/keys.toml", "/srv/keys.toml"),
    ("redis_url", "redis://cache:6379/0", "redis://cache:6379/0"),
    ("database_url", "sqlite:////srv/feedback.sqlite3", "sqlite:////srv/feedback.sqlite3"),
    ("feedback_days", "30", 30),
    ("feedback_characters", "2000", 2000),
    ("feedback_rows", "77", 77),
    ("feedback_waiting", "7", 7),
    ("origins", "https://a.example, http://b.example:81", "https://a.example, http://b.example:81"),
    ("open", "yes-without-keys", "yes-without-keys"),
    ("prefix", "/news/dateline", "/news/dateline"),
    ("proxies", "10.0.0.0/8, unix", "10.0.0.0/8,unix"),
    ("log_format", "json", "json"),
]


def _read(name: str, text: str) -> Any:
    return getattr(Settings.from_environment({environment_name(name): text}), name)


def _refusal(name: str, text: str) -> str:
    with pytest.raises(SettingError) as caught:
        _read(name, text)
    return str(caught.value)


def _name(value: object) -> str | None:
    return value.name if isinstance(value, dataclasses.Field) else None


@pytest.mark.parametrize(("name", "text", "value"), _CASES)
def test_each_setting_is_read_from_its_variable(name: str, text: str, value: Any) -> None:
    """The variable DATELINE_ and the name in capitals sets its field and no other."""
    settings = Settings.from_environment({f"DATELINE_{name.upper()}": text})
    assert settings == dataclasses.replace(Settings(), **{name: value})
    assert type(getattr(settings, name)) is type(value) or isinstance(value, Path)
    assert getattr(settings, name) != getattr(Settings(), name)


def test_the_cases_are_all_settings() -> None:
    """No setting is missing from the test of the variables."""
    assert [name for name, _, _ in _CASES] == [item.name for item in _FIELDS]


def test_an_empty_environment_gives_the_defaults() -> None:
    """Without variables every setting has its default, and the models are those shipped."""
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.models / "current").is_file()


def test_the_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given no environment, the process's own counts."""
    monkeypatch.setenv("DATELINE_WORKERS", "6")
    assert Settings.from_environment().workers == 6


def test_the_home_folder_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may begin with ~, as no shell expands it in a variable."""
    monkeypatch.setenv("HOME", "/home/editor")
    assert _read("models", "~/models") == Path("/home/editor/models")
    assert _read("keys_file", "~/keys.toml") == "/home/editor/keys.toml"
    assert _read("bind", "unix:~/a.sock") == "unix:/home/editor/a.sock"


@pytest.mark.parametrize("item", _WHOLE, ids=_name)
@pytest.mark.parametrize("text", ["", "many", "1.5", "0x10", "4MB", "1e3", "nan"])
def test_what_is_no_whole_number_is_refused(item: dataclasses.Field[Any], text: str) -> None:
    """A whole number is asked for where the setting takes one, and setting and value are named."""
    message = _refusal(item.name, text)
    assert f"{environment_name(item.name)} is {text!r}" in message
    assert "a whole number" in message


@pytest.mark.parametrize("text", ["", "soon", "5s", "1,5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A number is asked for where the setting takes one, and setting and value are named."""
    message = _refusal("html_seconds", text)
    assert f"DATELINE_HTML_SECONDS is {text!r}" in message
    assert "a number" in message


@pytest.mark.parametrize("item", _BOUNDED, ids=_name)
def test_the_least_value_is_taken_and_less_refused(item: dataclasses.Field[Any]) -> None:
    """The least value counts as possible; less is refused, with the setting and the bound named."""
    least = item.metadata["minimum"]
    assert _read(item.name, str(least)) == least
    for text in (str(least - 1), "-1000000"):
        message = _refusal(item.name, text)
        assert environment_name(item.name) in message
        assert f"{least:g} or more" in message


def test_more_nesting_than_the_parser_reads_is_refused() -> None:
    """A limit that could not be kept is refused, with the one that can."""
    assert _read("max_nesting", "2000") == 2_000
    message = _refusal("max_nesting", "2001")
    assert "DATELINE_MAX_NESTING" in message
    assert "2000 at most" in message


@pytest.mark.parametrize("item", _NUMBERS, ids=_name)
def test_every_number_has_a_least_value(item: dataclasses.Field[Any]) -> None:
    """No number may be negative without end: each has a bound, and its default is within."""
    assert item.metadata["minimum"] is not None
    assert item.default >= item.metadata["minimum"]


@pytest.mark.parametrize("text", ["nan", "-inf"])
def test_seconds_that_are_no_time_are_refused(text: str) -> None:
    """Not-a-number and minus infinity are no time limit."""
    assert "DATELINE_HTML_SECONDS" in _refusal("html_seconds", text)


def test_a_home_folder_of_nobody_is_refused() -> None:
    """A folder below the home of a user that does not exist is refused, and the setting named."""
    assert "DATELINE_MODELS" in _refusal("models", "~no-such-user/models")


@pytest.mark.parametrize("name", ["bind", "models"])
def test_empty_settings_are_refused(name: str) -> None:
    """An empty address or folder, as an unset shell variable gives, is refused."""
    assert environment_name(name) in _refusal(name, "")


@pytest.mark.parametrize("text", ["", "JSON", "xml"])
def test_a_word_that_is_no_choice_is_refused(text: str) -> None:
    """Where a setting takes one of a few words, the message tells them."""
    assert "DATELINE_LOG_FORMAT" in _refusal("log_format", text)
    if text:
        assert "auto, json or console" in _refusal("log_format", text)


@pytest.mark.parametrize(
    "text", ["/a", "/news", "/news/dateline", "/a-b/c_d/v1.2", "/docs2", "/x/v1"]
)
def test_a_path_is_a_prefix(text: str) -> None:
    """Any number of parts, of what needs no quotes in a link or a shell."""
    assert _read("prefix", text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "/", "news", "news/dateline", "/news/", "//news", "/news//dateline"),
        *("/news?x", "/news#x", "/..", "/news/..", "/news/../x", "/.", "/news/./x", "/.hidden"),
        *(
            "/a b",
            "/a ",
            " /a",
            "/a\n",
            "/a\t",
            "/a%20b",
            "/ä",
            "/a;b",
            "/a'b",
            "/$(reboot)",
            "/<b>",
        ),
        "https://desk.example/news",
    ],
)
def test_what_is_no_path_is_no_prefix(text: str) -> None:
    """The message names the setting and the value, and shows one that would do."""
    message = _refusal("prefix", text)
    assert f"DATELINE_PREFIX is {text!r}" in message
    assert ("/news/dateline" if text.strip() else "its default, none.") in message


@pytest.mark.parametrize("text", [f"/{part}" for part in sorted(OWN_PATHS)] + ["/v1/desk"])
def test_a_path_of_the_services_own_is_no_prefix(text: str) -> None:
    """/docs asked without the prefix would be taken for the page at the prefix /docs."""
    message = _refusal("prefix", text)
    assert f"DATELINE_PREFIX is {text!r}" in message
    assert "/news/dateline" in message


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "*"])
def test_what_is_no_address_is_no_proxy(text: str) -> None:
    """The message names the setting and the value, and shows what would do."""
    message = _refusal("proxies", text)
    assert f"DATELINE_PROXIES is {text!r}" in message
    assert "10.0.0.0/8" in message


@pytest.mark.parametrize("name", ["DATELINE_WORKER", "DATELINE_", "DATELINE_workers"])
def test_unknown_names_are_refused(name: str) -> None:
    """A name like a setting's that is none is refused, and all the known ones are told."""
    with pytest.raises(SettingError, match=f"{name}\\b") as caught:
        Settings.from_environment({name: "1", "DATELINE_WORKERS": "2"})
    for item in _FIELDS:
        assert environment_name(item.name) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATELINE_WORKER", "DATELINE_WORKERS"),
        ("DATELINE_workers", "DATELINE_WORKERS"),
        ("DATELINE_KEY_FILE", "DATELINE_KEYS_FILE"),
        ("DATELINE_MAX_REQUEST", "DATELINE_MAX_REQUESTS"),
    ],
)
def test_a_name_that_is_nearly_one_is_asked_back(name: str, meant: str) -> None:
    """A slip of the pen is told the setting that was meant."""
    with pytest.raises(SettingError, match=rf"{name}\. Did you mean {meant}\?"):
        Settings.from_environment({name: "1"})


def test_a_name_that_is_near_none_is_not_asked_back() -> None:
    """The prefix that all have in common makes no setting alike."""
    with pytest.raises(SettingError, match=r"DATELINE_COLOUR\. Known are"):
        Settings.from_environment({"DATELINE_COLOUR": "red"})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("models", "mine", "mine"),
        ("models", "../mine", "../mine"),
        ("keys_file", "keys.toml", "keys.toml"),
        ("bind", "unix:run/a.sock", "run/a.sock"),
    ],
)
def test_a_relative_path_starts_where_one_stands(
    name: str, text: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read is absolute, and stays so for a process that goes on in another folder."""
    monkeypatch.chdir(tmp_path)
    environment = {environment_name(name): text, "DATELINE_WORKERS": "2"}
    settings = Settings.from_environment(environment)
    assert str(getattr(settings, name)).removeprefix("unix:") == f"{tmp_path}/{value}"
    settings.export_places(environment)
    monkeypatch.chdir("/")
    assert Settings.from_environment(environment) == settings
    assert environment["DATELINE_WORKERS"] == "2"
    assert len(environment) == 2


@pytest.mark.parametrize("name", ["PATH", "WORKERS", "dateline_workers", "MY_DATELINE_WORKERS"])
def test_other_programs_variables_are_left_alone(name: str) -> None:
    """A variable without the prefix is nothing of ours."""
    assert Settings.from_environment({name: "x"}) == Settings()


@pytest.mark.parametrize(
    "name", ["DATELINE_VENV", "DATELINE_PYTHON", "DATELINE_REQUIRE", "DATELINE_KEY"]
)
def test_other_readers_variables_are_no_settings(name: str) -> None:
    """What the scripts and the examples of /docs read changes no setting and is not refused."""
    assert Settings.from_environment({name: "x"}) == Settings()


@pytest.mark.parametrize("item", _FIELDS, ids=_name)
def test_every_setting_has_a_help_text(item: dataclasses.Field[Any]) -> None:
    """Each setting says in a few words what it is."""
    assert len(item.metadata["help"].split()) >= 2


def test_settings_cannot_be_changed() -> None:
    """Settings are shared between threads, so none can be set after reading."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().workers = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("none", "none"),
        ("sqlite:////srv/a b?#.sqlite3", "sqlite:////srv/a b?#.sqlite3"),
        ("postgresql://user:pass@db:5432/feedback", "postgresql://user:pass@db:5432/feedback"),
        ("postgres://db/feedback?sslmode=require", "postgresql://db/feedback?sslmode=require"),
        ("postgresql:///feedback?host=/run/postgresql", None),
    ],
)
def test_a_database_is_named_by_its_url(text: str, value: str | None) -> None:
    """A file of SQLite's or a database of PostgreSQL's, by network or socket, or none."""
    assert _read("database_url", text) == (value or text)
    assert Settings.from_environment({"DATELINE_DATABASE_URL": text}).database == (
        None if text == "none" else (value or text)
    )


def test_a_relative_file_of_the_database_is_in_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the process goes on, it is the same file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/editor")
    settings = Settings.from_environment({"DATELINE_DATABASE_URL": "sqlite:///a/b.sqlite3"})
    assert settings.database == f"sqlite:///{tmp_path}/a/b.sqlite3"
    environment = {"DATELINE_DATABASE_URL": "sqlite:///a/b.sqlite3"}
    settings.export_places(environment)
    assert environment["DATELINE_DATABASE_URL"] == settings.database
    assert _read("database_url", "sqlite:///~/b.sqlite3") == "sqlite:////home/editor/b.sqlite3"


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "sqlite://",
        "sqlite:///",
        "sqlite:feedback",
        "mysql://user:s3cret@db/feedback",
        "postgresql://user:s3cret@db",
        "postgresql://user:s3cret@db:port/feedback",
        "postgresql://user:s3cret@[db/feedback",
    ],
)
def test_what_names_no_database_is_refused_without_it(text: str) -> None:
    """The message says what it takes, and never the value, in which a password may be."""
    message = _refusal("database_url", text)
    assert "DATELINE_DATABASE_URL takes a URL such as sqlite:///" in message
    assert "s3cret" not in message
    assert "user:s" not in message
