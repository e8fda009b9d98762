"""Codes of topics and sections: read from our file and the user's; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.topics.codes import Code
from service.topics.errors import TrainingDataError
from service.topics.training.corpus import read_corpus
from service.topics.training.vocabularies import read_codes

_DATA = Path(__file__).resolve().parents[3] / "training_data"
_SECTIONS = (
    "arts conflict crime-law disaster economy-business education environment health human-interest"
    " labour lifestyle politics religion science-technology society sport weather"
)


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "codes.toml").write_text(text, "utf-8")
    return folder


def test_our_codes_are_those_of_the_first_level() -> None:
    """Each of the seventeen sections has one code of IPTC's, whose number ends in six zeros."""
    codes = read_codes(_DATA)
    assert set(codes.sections) == set(_SECTIONS.split())
    numbers = [code.code for found in codes.sections.values() for code in found]
    assert sorted(numbers) == [f"{number:02}000000" for number in range(1, 18)]
    topics = {name: [code.code for code in found] for name, found in codes.topics.items()}
    assert topics == {"crime": ["20000082"], "diplomacy": ["20000639"], "politics": ["11000000"]}
    assert codes.topics["crime"][0].uri == "http://cv.iptc.org/newscodes/mediatopic/20000082"
    assert set(codes.releases) == {"medtop"}


def test_a_users_codes_take_the_place_of_ours(tmp_path: Path) -> None:
    """By name; others stay, and one of another scheme states its own address."""
    ours = '[[topics.crime]]\nscheme = "medtop"\ncode = "20000082"\nname = "crime"\n'
    ours += ours.replace("topics.crime", "sections.crime")
    _write(tmp_path, ours)
    theirs = (
        '[[topics.crime]]\nscheme = "desk"\ncode = "C1"\nname = "crime desk"\n'
        'uri = "https://example.org/desks/C1"\n'
    )
    _write(tmp_path / "yours", theirs)
    codes = read_codes(tmp_path)
    desk = Code("desk", "C1", "https://example.org/desks/C1", "crime desk")
    assert codes.topics == {"crime": (desk,)}
    assert codes.sections["crime"][0].code == "20000082"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[topics.crime]\n", "codes.toml is not TOML"),
        ('[[labels.crime]]\ncode = "1"\n', "codes.toml: labels"),
        ('[topics.crime]\ncode = "1"\n', "codes.toml: topics"),
        ('topics = "crime"\n', "codes.toml: topics"),
        ('[[topics.crime]]\nscheme = "medtop"\ncode = 5\nname = "crime"\n', "topics.crime is not"),
        ('[[topics.crime]]\nscheme = "desk"\ncode = "5"\nname = "crime"\n', "topics.crime is not"),
        ("releases = 5\n", "codes.toml: releases"),
    ],
)
def test_what_is_no_code_is_named(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file and the entry, and shows the form."""
    with pytest.raises(TrainingDataError, match=said) as caught:
        read_codes(_write(tmp_path, text))
    assert "[[topics.shipping]]" in str(caught.value)


def test_a_users_codes_are_no_articles_and_in_the_digest(data: Path) -> None:
    """The file in yours/ is read as codes, without a warning, and changes the digest."""
    before = read_corpus(data)
    _write(data / "yours", '[[topics.tea]]\nscheme = "medtop"\ncode = "20000541"\nname = "tea"\n')
    after = read_corpus(data)
    assert not after.warnings
    assert list(after.codes.topics) == ["tea"]
    assert after.digest != before.digest
