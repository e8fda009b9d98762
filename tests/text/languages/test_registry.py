"""Tests of `service.text.languages.registry`: the files of languages, and what is wrong in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from service.text.language_detection import LANGUAGES, detect_language
from service.text.languages import registry
from service.text.languages.registry import (
    REGISTRY,
    WrongLanguageFile,
    find_language,
    read_languages,
)
from service.text.spans import Span
from service.text.words import Tokenizer

# A sentence of news in each registered language.
NEWS = {
    "ar": "سيغلق المجلس الجسر لمدة ستة أشهر لأن أعمدته تشققت.",
    "cs": "Rada města uzavře most na šest měsíců, protože jeho pilíře popraskaly.",
    "de": "Der Rat sperrt die Brücke für sechs Monate, weil ihre Pfeiler Risse haben.",
    "el": "Το δημοτικό συμβούλιο θα κλείσει τη γέφυρα για έξι μήνες, γιατί ράγισαν οι κολόνες της.",
    "en": "The council will close the bridge for six months because its pillars have cracked.",
    "es": "El consejo cerrará el puente durante seis meses porque sus pilares tienen grietas.",
    "fr": "Le conseil ferme le pont pendant six mois parce que ses piliers sont fissurés.",
    "it": "Il consiglio chiuderà il ponte per sei mesi perché i suoi piloni sono crepati.",
    "ja": "橋脚にひびが入ったため、市議会は橋を半年間閉鎖する。",
    "ko": "교각에 금이 가서 시의회는 다리를 여섯 달 동안 폐쇄하기로 했다.",
    "nl": "De gemeenteraad sluit de brug voor zes maanden, omdat er scheuren in de pijlers zitten.",
    "pl": "Rada zamknie most na sześć miesięcy, ponieważ jego filary popękały.",
    "pt": "A câmara vai fechar a ponte durante seis meses porque os pilares têm rachaduras.",
    "ru": "Совет закроет мост на полгода, потому что в его опорах появились трещины.",
    "sk": "Mestská rada uzavrie most na šesť mesiacov, pretože jeho piliere popraskali.",
    "da": "Kommunen lukker broen i seks måneder, fordi der er fundet revner i pillerne.",
    "fi": "Kaupunki sulkee sillan kuudeksi kuukaudeksi, koska pylväistä löytyi halkeamia.",
    "no": "Kommunen stenger brua i seks måneder fordi det er funnet sprekker i pilarene.",
    "tr": "Belediye, ayaklarında çatlaklar bulunduğu için köprüyü altı ay süreyle kapatıyor.",
    "sv": "Kommunen stänger bron i sex månader eftersom det har blivit sprickor i pelarna.",
    "uk": "Міська рада закриє міст на пів року, бо в його опорах з'явилися тріщини.",
    "zh": "市议会将关闭大桥六个月，因为桥墩出现了裂缝。",
    "hu": "A tanács hat hónapra lezárja a hidat, mert megrepedtek a pillérei.",
    "ro": "Consiliul va închide podul timp de șase luni, deoarece pilonii săi au crăpat.",
    "id": "Dewan kota akan menutup jembatan itu selama enam bulan karena pilarnya retak.",
    "vi": "Hội đồng thành phố sẽ đóng cầu trong sáu tháng vì các trụ cầu bị nứt.",
    "hi": "नगर परिषद पुल को छह महीने के लिए बंद करेगी क्योंकि उसके खंभों में दरारें आ गई हैं।",
    "bg": "Общинският съвет ще затвори моста за шест месеца, защото опорите му са напукани.",
}
DANISH = 'code = "da"\nname = "Danish"\n'


def word_lists(table: object) -> Iterator[frozenset[str]]:
    """Every field of words of a language, those of its tables too."""
    for item in fields(table):  # type: ignore[arg-type]
        value = getattr(table, item.name)
        if isinstance(value, frozenset):
            yield value
        elif is_dataclass(value):
            yield from word_lists(value)


def test_each_file_is_a_language_named_as_the_file_is() -> None:
    """The registry holds every file of the folder, in the order of their names."""
    files = sorted(path.stem for path in Path(registry.__file__).parent.glob("*.toml"))
    assert [known.name.lower() for known in REGISTRY.values()] == files
    assert all(known.code == code for code, known in REGISTRY.items())


@pytest.mark.parametrize("code", REGISTRY)
def test_a_registered_language_is_accepted_and_detected(code: str) -> None:
    """Clients may name it, and a sentence of news is enough to tell it."""
    assert code in LANGUAGES
    assert detect_language(NEWS[code], (Span(0, len(NEWS[code])),)) == code


@pytest.mark.parametrize("code", REGISTRY)
def test_lists_are_of_words_in_lower_case(code: str) -> None:
    """Words are compared in lower case, so that one with a capital would never be found."""
    for words in word_lists(REGISTRY[code]):
        assert all(word == word.lower() for word in words)


def test_a_language_without_a_file_has_what_many_have_in_common() -> None:
    """Its text is read all the same: with blanks, and with the commonest abbreviations."""
    known = find_language("is")
    assert not known.unspaced
    assert "dr" in known.abbreviations.names
    assert known.function_words == frozenset()


def test_one_file_adds_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says is found, and what it leaves out keeps its default."""
    text = DANISH + "elided = '[dl]'\n[abbreviations]\nnames = '''hr\nfru'''\nordinals = '[IVX]+'\n"
    (tmp_path / "danish.toml").write_text(text, "utf-8")
    monkeypatch.setattr(registry, "REGISTRY", read_languages(tmp_path))
    danish = find_language("da")
    assert danish.abbreviations.names == {"hr", "fru"}
    assert danish.abbreviations.numbers == frozenset()
    assert danish.abbreviations.ordinals.fullmatch("IV")
    assert danish.openings.words == frozenset()
    assert Tokenizer("da").to_words("d'Olbæk") == ("d", "Olbæk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DANISH + 'openers = "han"', "danish.toml: no field openers. The fields are code, name,"),
        (DANISH + '[openings]\nword = "han"', "danish.toml: openings: no field word. The fields"),
        ('code = "da"', "danish.toml: the field name is missing."),
        (DANISH + "unspaced = 1", "danish.toml: unspaced cannot be 1, which is int."),
        (DANISH + 'function_words = ["han"]', "danish.toml: function_words cannot be ['han'],"),
        (DANISH + 'openings = "han"', "danish.toml: openings cannot be 'han', which is str."),
        (DANISH + 'elided = "("', "danish.toml: elided is no pattern: missing )"),
        (DANISH + "elided = ", "danish.toml is not TOML in UTF-8: Invalid value"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    """The message names file and field, so that no misspelt list is silently left out."""
    (tmp_path / "danish.toml").write_text(text, "utf-8")
    with pytest.raises(WrongLanguageFile) as raised:
        read_languages(tmp_path)
    assert str(raised.value).startswith(said)


def test_a_code_has_one_file(tmp_path: Path) -> None:
    """A second file of one language is refused, since one of both would not count."""
    for name in ("danish.toml", "dansk.toml"):
        (tmp_path / name).write_text(DANISH, "utf-8")
    with pytest.raises(WrongLanguageFile, match=r"dansk\.toml has the code da, .* of Danish"):
        read_languages(tmp_path)
