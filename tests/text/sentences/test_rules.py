"""Tests of `service.text.sentences.rules`: sentences of languages other than English."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.language_detection import LANGUAGES
from service.text.languages.registry import REGISTRY
from service.text.sentences.rules import find_boundaries
from tests.growth import check_growth, repeat

# What each language writes with a full stop inside a sentence, and what looks so and ends one.
SENTENCES = {
    "de": [
        ["Der Rat tagt z. B. am 3. Oktober.", "Dr. Vell und Prof. Ohm kommen."],
        ["Sie wohnt in der Veitstr. 12 in St. Albrun, d. h. im Norden.", "Er nicht."],
        ["Das kostet 2,6 Mio. Euro.", "Der Bund zahlt 1 Mio.", "Das Land zahlt den Rest."],
        ["Karl IV. Graf Ohm starb 1378.", "Nun kam Karl V.", "Er blieb."],
        ["Im 19. Jahrhundert stand hier ein Turm.", "Das war gem. Abs. 4 erlaubt."],
        ["Die Elf gewann 3:2.", "Trainer Ohm lachte."],
        ["»Kommt ihr?«, fragte sie.", "»Nein.«", "»Warum?«", "Niemand wusste es."],
        ["„Wir sperren die Brücke.“", "Das sagte Vell.", "„Nie!“ rief er."],
        ["Es fehlt an Salz, Mehl usw.", "Auch Brot ist knapp."],
        ["(Das ist neu.)", "Alle staunten …", "Nur er nicht?!"],
        ["Der stellv. Bürgermeister und Dr. med. Ohm sind kath. Priester.", "Alle lachten."],
        ["Es galt vom 1. 3. 2020 bis zum 31. 12. 2021.", "Ohm & Co. KG zahlte."],
        ["Nun gilt Plan C.", "Fachleute warnen."],
        ["Der Verkauf begann.", "iPhone-Käufer standen Schlange."],
    ],
    "fr": [
        ["M. Dupré et Mme Ardel vivaient ici.", "MM. Roc et Vial aussi."],
        ["Le temple date de 52 av. J.-C. et fut détruit.", "Voilà 52 av. J.-C.", "La cité dort."],
        ["Me. Ravel habite av. Gaston-Pré, selon l'art. 7 du contrat.", "Tant pis."],
        ["« Qui va payer ? » demande le maire.", "« Personne ! »", "« C'est fini. »", "Il part."],
        ["Elle a vécu à St. Aubrac.", "À l'aube, elle partit."],
    ],
    "es": [
        ["El Sr. Arrieta vive en EE. UU. desde 1995.", "La Dra. Roble también."],
        ["Se vendió en EE. UU.", "Después llegó la lluvia."],
        ["¿Quién paga?", "¡Nadie!", "«¡Es una burla!», dijo D. Tomás."],
        ["Vive en la Avda. Central núm. 4, según el art. 12.", "Abre a las 13:00 h.", "Hoy no."],
        ["Habló J. R. Olmo, p. ej. del agua.", "Nadie escuchó."],
    ],
    "it": [
        ["Il dott. Valca e la sig.ra Bern sono a S. Elmo.", "L'ing. Serra no."],
        ["Lo dice l'art. 4 della legge.", "L'on. Pelli tace."],
        ["«È finita», disse.", "«Andiamo via.»", "Perché?", "Nessuno lo sa."],
    ],
    "pt": [
        ["O Sr. Mesquita mora na Av. da Liberdade.", "A Dra. Vila mora em S. Bento."],
        ["Diz o art. 3.º da lei.", "D. Amélia não concorda."],
        ["«Voltamos amanhã!», disse o Eng. Salva.", "Ninguém respondeu."],
    ],
    "cs": [
        ["Bydlí v domě č. 5, tj. u mostu.", "Ing. Vránek a MUDr. Hrušková ne."],
        ["Stalo se to 3. června v r. 1936.", "Stojí 12 mil. Kč.", "Dá 3 mil.", "Na víc nemá."],
        ["„Všichni jsou v pořádku,“ řekla.", "„Nikdy!“ řekl starosta.", "„Dobře.“", "Odešel."],
    ],
    "sk": [
        ["Býva v dome č. 5, t. j. pri moste.", "Ing. Vrana a MUDr. Hruška nie."],
        ["Slúžil v XII. Pluku.", "Stalo sa to 3. júna.", "Prečo?", "„Nikdy!“ povedal starosta."],
    ],
    "sv": [
        ["Där bodde bl.a. Åsa Lind, dvs. en lärare.", "Hon kom från S:t Olof."],
        ["– Det går inte, säger hon.", "– Varför?", "”Nej!” ropade han.", "Det kostar 2 milj. kr."],
        ["Mötet är den 3 dec. klockan 9.", "Frågan är öppen."],
    ],
    "nl": [
        ["Dhr. Stave en mevr. Roel wonen o.a. in Hoog, d.w.z. in het noorden.", "Zij niet."],
        ["’s Avonds regent het.", "'s Morgens niet.", "Het kost 1,3 mln. euro."],
        ["„Ja!” roept hij.", "Volgens art. 12 mag het.", "Waarom?"],
    ],
    "pl": [
        ["Mieszka na ul. Leśnej, tj. w centrum.", "Dr inż. Kras i prof. Olech nie."],
        ["Powstała w 2008 r. i stoi.", "Zamknięto ją w 2015 r.", "Zaczęło się o godz. 2.15."],
        ["„Gramy dalej!” – mówi Iga.", "Sprawdzono m.in. Łódź.", "Kto zapłaci?"],
    ],
    "uk": [
        ["Він живе на вул. Садовій у м. Веснянка.", "Проф. Лемещук теж."],
        ["Збудували у 2014 р. за кошти громади.", "Відкрили у 2019 р.", "Це за 90 км.", "Так."],
        ["«Він був би живий!» — каже жінка.", "О. М. Дзвін мовчить.", "Чому?"],
    ],
    "ru": [
        ["Он живёт на ул. Речной в г. Лесном.", "Проф. А. И. Громов тоже."],
        ["Дом построен в 1978 г. и снесён, т. е. пропал.", "Это было в 2019 г.", "Так говорят."],
        ["В 1978 г. Громов жил на ул. 1 Мая.", "В 2017–2021 гг. там жил Петров.", "Все знали."],
        ["«Потерпите!» — сказал он.", "А.И. Громов молчит.", "Кто виноват?", "Ему 12 тыс. лет."],
    ],
    "el": [
        ["Ο κ. Καλαμιώτης και η δρ. Βαρσάμη μένουν στην οδό Αγ. Νικολάου.", "Πού είναι;", "Εκεί."],
        ["Έγιναν έργα, π.χ. δρόμοι κ.ά. στις 7 μ.μ. χθες.", "Γιατί\u037e", "Κανείς δεν ξέρει."],
        ["«Φύγετε!» φώναζαν.", "Κόστισε 1,2 εκατ. ευρώ."],
    ],
    "ar": [
        ["قال د. سامر إن الطول 40 سم.", "وأضاف: «لن ننتظر».", "من يدفع؟", "ووصف أ.د. نبيل ما جرى."],
    ],
    "he": [["המחיר הוא 2.5 מיליון.", "מי ישלם?", "\"אף אחד.\"", "כך אמר ראש העיר."]],
    "ko": [
        ['그는 "다리가 무너졌다. 큰일이다"라고 말했다.', "아무도 없었다."],
        ['"안전이 먼저다!"', "시장은 강조했다.", "비용은 2.5억 원이다."],
    ],
    "ja": [
        ["市長は「管理が甘かった。おわびする」と頭を下げた。", "誰もいない。"],
        ["「まさか！」と声を震わせた。", "「終わった。」", "会議は3.5時間続いた。"],
    ],
    "zh": [
        ["“走了一个半小时！”林小荷说。", "他说：“安全第一。”", "他表示，还要等。"],
        ["她说：“我们等。”随后关上了门。", "“下雨了！”船长喊道。", "他说：“好。”", "他笑了。"],
        ["“桥塌了。谁来负责？”", "没有人知道。", "长度是3.5米。"],
    ],
    "hi": [
        ["पुल बंद है।", "क्यों?", "किसी को नहीं पता।"],
        ["प्रो. मोहन वेल ने 2.5 करोड़ रु. माँगे।", "“क्यों?” लोगों ने पूछा।", "वे चुप रहे।"],
    ],
    "bg": [["Къща на ул. Явор № 5, вх. Б в гр. Дол изгоря.", "Това стана през 2014 г.", "Валя."]],
    "ro": [["Dl. Vell stă pe str. Morii nr. 5, bl. B, ap. 3.", "Varn & Co. S.R.L. tace."]],
    "hu": [["Ifj. Vell 2027. 05. 12-én a Fő u. 5. szám alatt járt.", "Esett."]],
    "id": [["Bpk. Amir membayar Rp. 500 di Jl. Mawar No. 5.", "Hujan turun."]],
    "tr": [["Av. İnce, Gül Sok. No. 5'te, 3. Tümen'in yanında oturuyor.", "Yağmur yağdı."]],
    "vi": [["PGS. TS. Lý Sa sống ở Q. 5, TP. Vạn Hồ.", "Có cam, táo, v.v.", "Trời mưa."]],
    "no": [["Bussen går kl. 6.40 og koster ca. 90 kr.", "Barn betaler 40 kr.", "Det regnet."]],
    "ur": [["پل بند ہے۔", "کیوں؟", "کوئی نہیں جانتا۔"]],
    "hy": [["Կամուրջը փակ է։", "Ոչ ոք չգիտի։"]],
    "ka": [["ხიდი დაკეტილია.", "NATO-ს შტაბი დუმს.", "რატომ?"]],
    "da": [
        ["Adv. Holm ringede kl. 9 til Lund & Co. A/S.", "De valgte plan B.", "Regnen faldt."],
        ["Det sker den 3. oktober, siger dr. Holm.", "Hvorfor?", "Ingen ved det."],
    ],
    "fi": [
        ["Kokous on ma 5.5. Orlassa.", "Paikalla on n. 40 henkeä mm. Turusta.", "Satoi."],
        ["Se on 3. lokakuuta.", "Miksi?", "Kukaan ei tiedä."],
    ],
}  # fmt: skip
CASES = [
    pytest.param(language, sentences, id=f"{language} {sentences[0][:24]}")
    for language, cases in SENTENCES.items()
    for sentences in cases
]


def split(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, without the blanks around them."""
    pieces = [text[start:end].strip() for start, end in find_boundaries(text, language)]
    return [piece for piece in pieces if piece]


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences_end_where_they_end(language: str, sentences: list[str]) -> None:
    """Abbreviations, dates, initials and quotations do not end a sentence; what looks so may."""
    joint = "" if language in {"ja", "zh"} else " "
    assert split(joint.join(sentences), language) == sentences


@pytest.mark.parametrize("language", ["de", "uk"])
def test_a_text_without_capitals_is_split_too(language: str) -> None:
    """Where nothing is written in capitals, small letters do not say that a sentence goes on."""
    assert split("sie kam. er ging. wer weiß?", language) == ["sie kam.", "er ging.", "wer weiß?"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\u00a0", "\u202f", "\u2028"], ids=repr)
def test_any_blank_parts_words(ending: str) -> None:
    """Wrapped lines and blanks that do not break are blanks like any other."""
    text = f"Dr.{ending}Vell kam am 3.{ending}Oktober.{ending}Er ging."
    assert split(text, "de") == [f"Dr.{ending}Vell kam am 3.{ending}Oktober.", "Er ging."]


PIECES = st.sampled_from(
    ["Dr. ", "Der ", "rat ", "3. ", "«", "» ", "! ", "?", ".", "… ", "“", "”", '"', "「", "」と",
     "。", "！”", "说。", "라고", "'s ", ";", "\n", "р. ", "Т.", "\U0001f6a2", "۔ "]
)  # fmt: skip


@given(
    text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)),
    language=st.sampled_from(sorted(LANGUAGES)),
)
def test_boundaries_cover_the_text_once(text: str, language: str) -> None:
    """Whatever the text, the pieces follow each other without a gap from its start to its end."""
    found = list(find_boundaries(text, language))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(one[1] == two[0] and one[0] < one[1] for one, two in pairwise(found))


@pytest.mark.parametrize("language", ["de", "fr", "el", "ko", "ja", "zh"])
@pytest.mark.parametrize(
    "piece",
    ["a", "A", ".", "! ", "…", "“", '"', "«", "» ", ". »", ".)", " .", "Dr. ", "3. ", "A. ", "A.",
     "。", "。「", "「", "「a」", "。”a", ". (", "; ", "' ", "\n"],
)  # fmt: skip
def test_boundaries_are_found_in_linear_time(piece: str, language: str) -> None:
    """Whatever a paragraph repeats, its time grows as its length does."""

    def find(text: str) -> None:
        for _ in find_boundaries(text, language):
            pass

    check_growth(find, repeat(piece, 10_000), repeat(piece, 80_000))


@pytest.mark.parametrize("language", REGISTRY)
def test_abbreviations_are_written_as_they_are_looked_up(language: str) -> None:
    """In lower case, without the full stop, and no word is two things."""
    known = REGISTRY[language].abbreviations
    words = known.names | known.numbers | known.may_end | known.openers
    words |= known.closing | known.lettered
    assert all(word == word.lower() and not word.endswith(".") for word in words)
    assert not known.names & known.openers
    assert not known.names & known.may_end
    assert not known.closing & (known.names | known.may_end)
