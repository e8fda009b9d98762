"""Tests of `service.text.words`: what counts as a word, language by language."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.spans import Span
from service.text.words import Tokenizer, Words, read_words, to_codes
from tests.growth import check_growth, repeat

# What a word is, said as one pattern, for texts without marks and what nobody sees.
_PLAIN = re.compile(r"(?:[^\W\d_]\.){2,}(?:['’]s\b)?|[^\W_]+(?:['’][^\W_]+)*")
#: Characters that nobody sees.
_UNSEEN = "\u00ad\u200b\u2060\ufeff\u200d\ufe0f\u180e\U000e0100"
_PIECES = st.text(st.sampled_from("aAsSÉ市カの19_.,'’- \n\r\u00a0𐐀𝟘🚢")) | st.text()


def spans(words: Words) -> list[tuple[int, int]]:
    """Where the words start and end."""
    return [*zip(words.starts.tolist(), words.ends.tolist(), strict=True)]


def written(text: str) -> list[str]:
    """The words of a text as they are spelled."""
    return [*read_words(text).written()]


def is_plain(character: str) -> bool:
    """Say whether a character is neither a mark nor one that nobody sees."""
    return unicodedata.category(character)[0] != "M" and (
        unicodedata.category(character) != "Cf" or character.isalnum()
    )


@given(_PIECES)
def test_words_are_what_one_pattern_finds(text: str) -> None:
    """Runs of letters and digits with inner apostrophes, and initials, each where it stands."""
    text = "".join(filter(is_plain, text))
    found = [*_PLAIN.finditer(text)]
    words = read_words(text)
    assert spans(words) == [match.span() for match in found]
    assert [*words.written()] == [match[0] for match in found]


@given(_PIECES)
def test_spellings_are_distinct_and_numbered_in_order(text: str) -> None:
    """Each spelling is kept once, in the order of first use."""
    words = read_words(text)
    assert words.spellings() == [*dict.fromkeys(words.written())]
    assert len(words) == len(words.numbers) == len(words.starts) == len(words.ends)


@given(_PIECES, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(_UNSEEN)), max_size=8))
def test_what_nobody_sees_changes_no_word(text: str, unseen: list[tuple[int, str]]) -> None:
    """Soft hyphens, joiners and selectors part no word, and stand in no spelling."""
    text = "".join(filter(is_plain, text))
    mixed = [*text]
    for place, character in unseen:
        mixed.insert(place, character)
    words, plain = read_words("".join(mixed)), read_words(text)
    assert [*words.written()] == [*plain.written()]
    assert words.joined.tolist() == plain.joined.tolist()
    for (start, end), (plain_start, plain_end) in zip(spans(words), spans(plain), strict=True):
        seen = [c for c in mixed[start:end] if c not in _UNSEEN]
        assert "".join(seen) == text[plain_start:plain_end]
        assert mixed[start] not in _UNSEEN
        assert mixed[end - 1] not in _UNSEEN


@pytest.mark.parametrize("unseen", _UNSEEN, ids=ascii)
def test_a_word_covers_what_nobody_sees_inside_it(unseen: str) -> None:
    """It is spelled as without it, and its span is as long as it stands there."""
    text = (
        f"the har{unseen}{unseen}bour{unseen} don{unseen}'{unseen}t U.{unseen}S.{unseen}’s {unseen}"
    )
    words = read_words(text)
    assert [*words.written()] == ["the", "harbour", "don't", "U.S.’s"]
    assert [text[start:end] for start, end in spans(words)] == [
        "the",
        f"har{unseen}{unseen}bour",
        f"don{unseen}'{unseen}t",
        f"U.{unseen}S.{unseen}’s",
    ]
    assert words.joined.tolist() == [False, True, True, True]
    assert len(read_words(unseen * 3)) == 0
    assert Tokenizer("en").to_words(text) == ("the", "harbour", "don't", "U.S.'s")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zu\u0308rich", ["Zu\u0308rich"]),
        ("परिषद पुल", ["परिषद", "पुल"]),
        ("the caf\u00ade\u0301s", ["the", "cafe\u0301s"]),
        ("\u0301 boats", ["boats"]),
        ("\u0301boats", ["boats"]),
        ("❤\u20e3 7\ufe0f\u20e3", ["7\u20e3"]),
        ("l'\u0301a", ["l'\u0301a"]),
    ],
)
def test_a_mark_stays_in_its_word_and_is_none_by_itself(text: str, words: list[str]) -> None:
    """An accent belongs to the letter before it, and without one to nothing."""
    assert written(text) == words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("𐐔𐐇 sank", [(0, 2), (3, 7)]),
        ("🚢 boats 𝟘𝟙", [(2, 7), (8, 10)]),
        ("𐐔'𐐇", [(0, 3)]),
        ("𐐔.𐐇. fleet", [(0, 4), (5, 10)]),
        ("𠀀𠀁", [(0, 2)]),
    ],
)
def test_letters_beyond_the_basic_plane_are_letters(
    text: str, places: list[tuple[int, int]]
) -> None:
    """They are counted as one character each, and emoji are no letters."""
    assert spans(read_words(text)) == places


@given(_PIECES)
def test_a_word_has_no_blank(text: str) -> None:
    """Nor is it empty, and words are in order and do not overlap."""
    words = read_words(text)
    for spelling in words.spellings():
        assert spelling.split() == [spelling]
    ends = [0, *words.ends.tolist()]
    for end, start, next_end in zip(ends, words.starts.tolist(), ends[1:], strict=False):
        assert end <= start < next_end <= len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. fleet", ["the", "U.S.", "fleet"]),
        ("the U.S.'s fleet", ["the", "U.S.'s", "fleet"]),
        ("the U.S.’s fleet", ["the", "U.S.’s", "fleet"]),
        ("the U.S.’S fleet", ["the", "U.S.", "S", "fleet"]),
        ("the U.S.'soft' fleet", ["the", "U.S.", "soft", "fleet"]),
        ("by J.R.M. Holt", ["by", "J.R.M.", "Holt"]),
        ("at 5 a.m.", ["at", "5", "a.m."]),
        ("a U.S", ["a", "U", "S"]),
        ("J. Holt", ["J", "Holt"]),
        ("section 3.4.", ["section", "3", "4"]),
        ("É.-U. É.U.", ["É", "U", "É.U."]),
        ("U.S.A", ["U.S.", "A"]),
        ("USA.", ["USA"]),
    ],
)
def test_initials_are_one_word(text: str, words: list[str]) -> None:
    """Two letters and more, each with its point, and a possessive's ending with them."""
    assert written(text) == words


_JOINTS = (" ", "-", "\n", "\r\n", "\u00a0", "  ")


@pytest.mark.parametrize("joint", _JOINTS, ids=repr)
def test_words_with_a_blank_between_are_joined(joint: str) -> None:
    """A blank, a hyphen or a line break joins words; the first word has none before it."""
    assert read_words(f"U.S.{joint}fleet").joined.tolist() == [False, True]


@pytest.mark.parametrize(
    "gap", ["", ".", ", ", ". ", "\n\n", " - ", "   ", "\r", "\t", "/", "--", "\n\r", "_"]
)
def test_words_with_more_between_are_not_joined(gap: str) -> None:
    """Punctuation and blank lines join no words, nor does nothing at all."""
    assert read_words(f"U.S.{gap}9.fleet").joined.tolist()[:2] == [False, False]


@given(_PIECES)
def test_joined_is_what_stands_between(text: str) -> None:
    """Each word is joined to the one before just where no more than a joint stands between."""
    text = "".join(filter(is_plain, text))
    words = read_words(text)
    gaps = [text[one[1] : other[0]] for one, other in pairwise(spans(words))]
    assert words.joined.tolist() == ([False] if len(words) else []) + [g in _JOINTS for g in gaps]


@given(_PIECES, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), max_size=6))
def test_words_are_told_the_span_that_they_begin_in(
    text: str, lengths: list[tuple[int, int]]
) -> None:
    """Those that begin inside one of the spans are told, in order, and no others."""
    places, end = [], 0
    for gap, length in lengths:
        places.append(Span(end + gap, length))
        end += gap + length
    words = read_words(text)
    inside, owners = words.inside(places)
    wanted = [
        (word, number)
        for word, start in enumerate(words.starts.tolist())
        for number, span in enumerate(places)
        if span.offset <= start < span.end
    ]
    assert [*zip(inside.tolist(), owners.tolist(), strict=True)] == wanted


@given(st.text())
def test_codes_are_the_text_s_code_points(text: str) -> None:
    """Whatever the characters, one number each."""
    assert to_codes(text).tolist() == list(map(ord, text))


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a ", "'", "a'", "é", "\u0301", "\u00ad", "a\u00ad", "\u200d'", "🚢", "𐐔.", "市"],
)
def test_words_are_read_in_linear_time(piece: str) -> None:
    """Whatever a text repeats, its time grows as its length does.

    Both texts are no more than a processor keeps at hand: others take up to three times as long.
    """
    check_growth(read_words, repeat(piece, 40_000), repeat(piece, 320_000))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pier is shut.", ("The", "pier", "is", "shut")),
        ("“Don't,” she said, “won’t.”", ("Don't", "she", "said", "won't")),
        ("$2.6 million in 2021", ("2", "6", "million", "in", "2021")),
        ("snake_case and a-b", ("snake", "case", "and", "a", "b")),
        ("Zoë Ångström", ("Zoë", "Ångström")),
        ("the U.S. and J.R.M. Holt", ("the", "U.S", "and", "J.R.M", "Holt")),
        ("the U.S.’s É.U.", ("the", "U.S.'s", "É.U")),
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
        ("ar", "ـــ شُ ـ'كل", ("ش", "كل")),
        ("uk", "ʼп’ять", ("п'ять",)),
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
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲.乙.", ("甲", "乙")),
        ("市'市", ("市", "市")),
        ("U.S.市", ("U.S", "市")),
        ("市\u0301", ("市",)),
    ],
)
def test_marks_between_characters_are_no_words(
    language: str, text: str, words: tuple[str, ...]
) -> None:
    """Points of initials, apostrophes and accents are left out where characters stand alone."""
    assert Tokenizer(language).to_words(text) == words


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_pairs_of_characters_stand_in_for_words(language: str) -> None:
    """Without blanks between words, neighbours make pairs; other words and lone ones stay."""
    found = Tokenizer(language).to_words("市议会，AP 大桥。桥3号")
    assert found == ("市议", "议会", "AP", "大桥", "桥", "3", "号")


def test_japanese_endings_are_no_words() -> None:
    """Katakana words stay whole, and hiragana, which are endings and particles, are left out."""
    found = Tokenizer("ja").to_words("市議会がセンターを建てた。U.S.の人々")
    assert found == ("市議", "議会", "センター", "建", "U.S", "人々")


@given(text=_PIECES, language=st.sampled_from(["ar", "en", "fr", "it", "ja", "zh", "und"]))
def test_every_word_is_one_word(text: str, language: str) -> None:
    """Whatever the text, none of its words is empty or has a blank, and each is found again.

    Initials are so behind a point alone.
    """
    tokenizer = Tokenizer(language)
    for word in tokenizer.to_words(text):
        assert word.split() == [word]
        assert tokenizer.to_words(f"{word}.") == (word,)


@pytest.mark.parametrize("language", ["en", "fr", "it", "ja", "ar"])
@pytest.mark.parametrize(
    "piece", ["a", "l'", "l’", "a'", "é", "\u0301", "市", "カ", "か", "ー", "ـ"]
)
def test_words_are_found_in_linear_time(piece: str, language: str) -> None:
    """A sentence without a blank takes a time that grows as its length does."""
    tokenizer = Tokenizer(language)
    check_growth(tokenizer.to_words, repeat(piece, 12_500), repeat(piece, 100_000))
