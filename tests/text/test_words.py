"""Tests of `service.text.words`: what counts as a word, language by language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.words import Tokenizer
from tests.growth import check_growth, repeat


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pier is shut.", ("The", "pier", "is", "shut")),
        ("“Don't,” she said, “won’t.”", ("Don't", "she", "said", "won't")),
        ("$2.6 million in 2021", ("2", "6", "million", "in", "2021")),
        ("snake_case and a-b", ("snake", "case", "and", "a", "b")),
        ("Zoë Ångström", ("Zoë", "Ångström")),
        ("\U0001f6a2 … !", ()),
        ("", ()),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: tuple[str, ...]) -> None:
    """Words keep their case, inner apostrophes are plain; punctuation and emoji are none."""
    assert Tokenizer("en").to_words(text) == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L’homme d'État qu'il a lu", ("L", "homme", "d", "État", "qu", "il", "a", "lu")),
        ("fr", "aujourd’hui, presqu'île", ("aujourd'hui", "presqu'île")),
        ("fr", "a-t-elle jusqu’à l'", ("a", "t", "elle", "jusqu", "à", "l")),
        (
            "it",
            "dell'arte c’è un po' d'un'altra",
            ("dell", "arte", "c", "è", "un", "po", "d", "un", "altra"),
        ),
        ("uk", "п’ять п'ять пʼять", ("п'ять",) * 3),
        ("de", "Brückenbaufirma Ohm-Vell", ("Brückenbaufirma", "Ohm", "Vell")),
        ("el", "ΤΗΣ πόλης γι' αυτό", ("ΤΗΣ", "πόλης", "γι", "αυτό")),
        ("he", "שָׁלוֹם עולם", ("שלום", "עולם")),
        ("ar", "كلُّ الجـــسر", ("كل", "الجسر")),
        ("ko", "다리를 1만 대가", ("다리를", "1만", "대가")),
    ],
)
def test_words_are_parted_as_the_language_writes_them(
    language: str, text: str, words: tuple[str, ...]
) -> None:
    """Elided articles stand alone, apostrophes are all one, vowel points and lengthening go."""
    assert Tokenizer(language).to_words(text) == words


@pytest.mark.parametrize("text", ["Zu\u0308rich cafe\u0301s", "परिषद पुल"])
def test_a_combining_mark_stays_in_its_word(text: str) -> None:
    """Decomposed accents and the vowel signs of Indian scripts do not break words in two."""
    assert Tokenizer("und").to_words(text) == tuple(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_pairs_of_characters_stand_in_for_words(language: str) -> None:
    """Without blanks between words, neighbours make pairs; other words and lone ones stay."""
    found = Tokenizer(language).to_words("市议会，AP 大桥。桥3号")
    assert found == ("市议", "议会", "AP", "大桥", "桥", "3", "号")


def test_japanese_endings_are_no_words() -> None:
    """Katakana words stay whole, and hiragana, which are endings and particles, are left out."""
    found = Tokenizer("ja").to_words("市議会がセンターを建てた。U.S.の人々")
    assert found == ("市議", "議会", "センター", "建", "U", "S", "人々")


@given(text=st.text(), language=st.sampled_from(["ar", "en", "fr", "it", "ja", "zh", "und"]))
def test_every_word_is_one_word(text: str, language: str) -> None:
    """Whatever the text, none of its words is empty or has a blank, and each is found again."""
    tokenizer = Tokenizer(language)
    for word in tokenizer.to_words(text):
        assert word.split() == [word]
        assert tokenizer.to_words(word) == (word,)


@pytest.mark.parametrize("language", ["en", "fr", "it", "ja", "ar"])
@pytest.mark.parametrize(
    "piece", ["a", "l'", "l’", "a'", "é", "\u0301", "市", "カ", "か", "ー", "ـ"]
)
def test_words_are_found_in_linear_time(piece: str, language: str) -> None:
    """A sentence without a blank takes a time that grows as its length does."""
    tokenizer = Tokenizer(language)
    check_growth(tokenizer.to_words, repeat(piece, 12_500), repeat(piece, 100_000))
