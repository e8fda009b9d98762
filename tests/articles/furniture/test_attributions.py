"""Tests of `service.articles.furniture.attributions`: what is said of an article's writer."""

from __future__ import annotations

import pytest

from service.articles.furniture.attributions import ends_in_job, is_biography
from service.articles.lines.body import find_body
from service.text.document import read_document
from tests.growth import check_growth, repeat

ARTICLE = (
    "The ferry to Lorn was stopped on Monday after a plank broke, the harbour master said.",
    "Four passengers were brought ashore by fishermen before the tide turned at noon.",
    "The plank will be replaced by Friday, and the crossing will be free until then.",
    "Nobody was hurt, and the captain thanked the fishermen with two barrels of beer.",
)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Birch is the Herald's political editor.",
        "Ida Lum is a freelance journalist based in Varn.",
        "Jo Marsh is a senior reporter covering health. Reach her at jo.marsh@herald.example.",
        "Professor Ivo Brandt teaches law in Sollen and is the author of The Empty Court.",
        "About the author: Ida Lum has written about ferries since 2014.",
        "Karin Vollmer ist Redakteurin im Ressort Wirtschaft des Boten.",
        "Marc Delorme est journaliste au service économie de L'Écho.",
        "Ana Ruiz es periodista de la sección de cultura de El Faro.",
        "Luca Riva è giornalista e scrive di economia per Il Corriere del Porto.",
        "Rui Prado é repórter do Diário do Cais.",
        "Pieter van Dam is verslaggever bij De Haven.",
        "Jan Kot jest dziennikarzem działu sport.",
        "Анна Лунина — журналист издания «Порт».",
        "Олена Гай — кореспондентка видання «Порт».",
        "Eva Lind är reporter på Hamnbladet.",
        "Lena Harrow covers transport for the Orlen Herald.",
        "Sam Orrin writes about the sea for the Gazette. He lives in Varn.",
        "Dr. Ida Lum is a senior fellow at the Lantern Institute.",
        "The writer is a former minister of fisheries.",
        "Ivo Brandt is an opinion columnist. Follow him on X: @ivobrandt",
    ],
)
def test_what_is_said_of_a_writer_is_told(text: str) -> None:
    """Who writes, what of and whom for, in many languages."""
    assert is_biography(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Lum is a reporter who was arrested in Varn on Monday.",
        "Tom Birch is accused of stealing a boat from the editor.",
        "Ida Lum is the mayor of Varn.",
        "Marta Quill is a teacher in the village and has eleven pupils.",
        "Ivo Brandt is a fisherman; his brother is an editor.",
        "The writer was found dead on Tuesday.",
        "Tom Birch covers the roof with straw every autumn.",
    ],
)
def test_news_of_a_writer_is_none(text: str) -> None:
    """What happened to a writer, and who somebody else is, is news."""
    assert not is_biography(text)


def test_it_is_taken_out_only_behind_an_article() -> None:
    """Among the paragraphs it may be the article's."""
    biography = "Ida Lum is a freelance journalist based in Varn."
    behind = "\n\n".join([*ARTICLE, biography])
    among = "\n\n".join([*ARTICLE[:2], biography, *ARTICLE[2:]])
    assert [item.kind for item in find_body(read_document(behind)).removed] == ["signoff"]
    assert find_body(read_document(among)).removed == ()


@pytest.mark.parametrize("piece", ["Ida Lum is ", "Ida ", "Ida Lum covers a "])
def test_it_is_told_in_linear_time(piece: str) -> None:
    """A longer line takes a time that grows as its length does."""
    check_growth(lambda length: is_biography(repeat(piece, length)), 1_000, 8_000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ida lum, harbour correspondent", True),
        ("Ivo Brandt, Staff Writer", True),
        ("the subeditor", False),
        ("The editor resigned", False),
        ("ida lum", False),
        ("", False),
    ],
)
def test_a_trade_at_the_end_is_seen(text: str, told: bool) -> None:
    """Correspondents, reporters, editors and staff writers are known, as words, in any case."""
    assert ends_in_job(text) == told
