"""Tests of `service.text.wrapping`, by the blocks of documents that were wrapped in many ways."""

from __future__ import annotations

from textwrap import wrap

import pytest

from service.text.blocks import split_blocks
from tests.growth import check_growth, repeat

#: Articles of our own, a paragraph each.
PARAGRAPHS: dict[str, tuple[str, ...]] = {
    "en": (
        "The lighthouse on Gull Rock will be lit again in April, the harbour board of Penmarrow"
        " said on Monday, eleven years after its lamp was carried off by a storm.",
        "Its new lamp was built by pupils of the joinery college, who had asked for nothing but"
        " the wood. “We only wanted to see it turn,” said Tilda Marsh, 17.",
        "The board has put aside £40,000 for the road, which can be used at low tide alone. Work"
        " on it began in May 2024.",
        "Fishermen had signed a petition for the light after two boats ran aground.",
    ),
    "de": (
        "Die Stadtwerke von Ollenbrück schalten am 1. März die letzte Gaslaterne ab, wie der"
        " Rat am Dienstagabend nach langer Aussprache beschlossen hat.",
        "Gegen den Beschluss stimmten nur die beiden Abgeordneten der Heimatliste, die den"
        " Laternenwärter gern behalten hätten. Er heißt Alwin Tesch und ist 63 Jahre alt.",
        "Die Laternen kommen ins Museum am Markt, wo sie von Juni an zu sehen sind und an den"
        " langen Abenden auch brennen sollen.",
    ),
    "fr": (
        "La commune de Vieuxmoulin rouvrira en mai son four à pain, fermé depuis que le dernier"
        " boulanger du bourg est parti en retraite, a annoncé jeudi la maire.",
        "Le four sera confié à deux sœurs qui ont appris le métier en Bretagne et qui vendront"
        " leur pain trois jours par semaine sur la place de l’église.",
        "Les travaux coûteront 60 000 euros, dont la moitié sera payée par le département.",
    ),
    "ru": (
        "Паром через реку Ольшанку снова пойдёт с первого мая, сообщили в среду в администрации"
        " посёлка Верхние Броды, где его ждали три года.",
        "Новое судно построили на верфи в соседней области, оно берёт на борт двенадцать машин"
        " и шестьдесят пассажиров, сказала капитан Вера Дымова.",
        "Проезд для жителей посёлка останется бесплатным, остальные заплатят сорок рублей.",
    ),
    "uk": (
        "Міст через річку Вільшанку відкриють у травні, повідомила в середу громада селища"
        " Нижні Броди, де на нього чекали вісім років.",
        "Новий міст збудували з дерева, він витримує вантажівки до десяти тонн, сказала"
        " інженерка Віра Димова, яка приїхала на відкриття з дітьми.",
    ),
    "es": (
        "El ayuntamiento de Valdearcos abrirá en mayo la antigua estación, cerrada desde que el"
        " último tren pasó por el pueblo hace treinta años, anunció la alcaldesa.",
        "En el edificio habrá una biblioteca y un taller de bicicletas que llevarán los propios"
        " vecinos, según explicó Jacinta Olmo.",
    ),
    "pl": (
        "Prom przez rzekę Olszankę ruszy ponownie pierwszego maja, poinformował w środę urząd"
        " gminy Górne Brody, gdzie czekano na niego trzy lata.",
        "Nowy prom zbudowano w stoczni w sąsiednim województwie i zabiera on dwanaście"
        " samochodów, powiedziała kapitan Wiera Dym.",
    ),
    "it": (
        "Il comune di Pietrascura riaprirà in maggio il vecchio mulino, chiuso da quando"
        " l’ultimo mugnaio lasciò il paese, ha annunciato giovedì la sindaca.",
        "Nel mulino lavoreranno due sorelle che hanno imparato il mestiere in montagna e che"
        " venderanno la farina tre giorni alla settimana.",
    ),
}
CASES = [(language, width) for language in PARAGRAPHS for width in (28, 32, 36, 40, 45, 60, 72)]


def blocks(document: str) -> list[str]:
    """The blocks as text, each on one line and without the margins of quoted mail."""
    texts = (span.of(document) for span in split_blocks(document))
    return [" ".join(text.replace("\n>", "\n").split()).removeprefix("> ") for text in texts]


def wrapped(language: str, width: int, indent: str = "") -> list[list[str]]:
    """The lines of each paragraph."""
    return [
        wrap(text, width, initial_indent=indent, break_on_hyphens=False)
        for text in PARAGRAPHS[language]
    ]


@pytest.mark.parametrize(("language", "width"), CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=repr)
def test_columns_of_any_width_make_paragraphs(language: str, width: int, ending: str) -> None:
    """Paragraphs with blank lines between are whole, from a newspaper's column to a mail's."""
    paragraphs = [ending.join(lines) for lines in wrapped(language, width)]
    assert blocks((ending * 2).join(paragraphs)) == [*PARAGRAPHS[language]]


@pytest.mark.parametrize(("language", "width"), CASES)
@pytest.mark.parametrize("indent", ["  ", "    ", "\u3000", "\t"], ids=repr)
def test_indented_paragraphs_are_told_apart_without_blank_lines(
    language: str, width: int, indent: str
) -> None:
    """A line that stands further in than the one before begins a paragraph."""
    lines = [line for lines in wrapped(language, width, indent) for line in lines]
    assert blocks("\n".join(lines)) == [*PARAGRAPHS[language]]


@pytest.mark.parametrize(("language", "width"), CASES)
def test_a_blank_line_behind_each_line_parts_nothing(language: str, width: int) -> None:
    """A text with a blank line behind each wrapped line has paragraphs all the same."""
    paragraphs = ["\n\n".join(lines) for lines in wrapped(language, width)]
    assert blocks("\n\n\n".join(paragraphs)) == [*PARAGRAPHS[language]]


@pytest.mark.parametrize(("language", "width"), [case for case in CASES if case[1] >= 60])
def test_quoted_mails_have_paragraphs(language: str, width: int) -> None:
    """Margins of a quoted mail are no part of the wrapped paragraph's beginning or end."""
    paragraphs = ["> " + "\n> ".join(lines) for lines in wrapped(language, width)]
    found = blocks("\n>\n".join(paragraphs))
    assert [text for text in found if text != ">"] == [*PARAGRAPHS[language]]


def test_columns_of_two_widths_are_put_together() -> None:
    """A text may go on in another column, narrower or wider."""
    for one, other in ((36, 45), (45, 30), (72, 40), (34, 72)):
        paragraphs = [*wrapped("en", one), *wrapped("fr", one), *wrapped("en", other)]
        document = "\n\n".join("\n".join(lines) for lines in paragraphs)
        expected = [*PARAGRAPHS["en"], *PARAGRAPHS["fr"], *PARAGRAPHS["en"]]
        assert blocks(document) == expected, (one, other)


def test_words_may_be_divided_at_the_end_of_a_line() -> None:
    """A hyphen at a line's end goes on in the next one, however short the rest of the word is."""
    document = (
        "Die Feuerwehr von Ollenbrück hat am\nMittwoch einen Schwan aus dem Kraft-\nwerk geholt, wo"
        " er sich an einem Git-\nter verfangen hatte. Verletzt wurde nie-\nmand.\n\nDer Vogel"
        " schwamm sogleich davon, wie\nder Wärter sagte, ohne sich noch einmal\numzusehen."
    )
    assert len(blocks(document)) == 2


@pytest.mark.parametrize("width", [36, 60])
def test_a_page_may_end_in_mid_sentence(width: int) -> None:
    """Blank lines between pages part no paragraph that goes on behind them."""
    first, *others = wrapped("en", width)
    rest = ["\n".join(lines) for lines in others]
    document = "\n\n".join(["\n".join(first[:2]) + "\n\n\n" + "\n".join(first[2:]), *rest])
    assert blocks(document) == [*PARAGRAPHS["en"]]


@pytest.mark.parametrize("extra", [80, 118])
def test_a_long_line_does_not_hide_the_column(extra: int) -> None:
    """A headline or a link that is wider than the column leaves the rest what it is."""
    head = "Penmarrow lights its lighthouse again and invites the whole of the coast to come " * 2
    body = "\n\n".join("\n".join(lines) for lines in wrapped("en", 38))
    assert blocks(f"{head[:extra].strip()}\n\n{body}")[1:] == [*PARAGRAPHS["en"]]


def test_menus_beside_a_wrapped_text_stay_lines() -> None:
    """What stands above and below a wrapped article is not put together with it, nor in itself."""
    menu = ["Penmarrow Mercury front page", "News from the coast and the moor", "Sport", "Weather"]
    body = "\n\n".join("\n".join(lines) for lines in wrapped("en", 38))
    document = "\n".join(menu) + f"\n\n{body}\n\n" + "\n".join(menu)
    assert blocks(document) == [*menu, *PARAGRAPHS["en"], *menu]


ARABIC = (
    "أعلنت بلدية المرسى يوم الثلاثاء أن الجسر الخشبي سيفتح من جديد في شهر مايو بعد ثلاث سنوات"
    " من العمل الذي شارك فيه أهل الحي.",
    "وقالت المهندسة ليلى حداد إن الجسر يحمل عشرة أطنان وإن الأطفال ساعدوا في طلاء درابزينه"
    " باللون الأزرق في الأسبوع الماضي.",
)
CHINESE = (
    "青石镇政府星期二宣布，停运三年的渡船将于五月一日恢复航行，新船可载十二辆汽车和六十名乘客，"
    "镇上居民乘船仍然免费，其他乘客每人付四元。",
    "船长林小舟说，她从小就想开渡船，第一次航行时她的母亲和三个孩子都会站在码头上向她挥手。",
)


@pytest.mark.parametrize("width", [34, 40, 60])
def test_scripts_without_small_letters_are_put_together(width: int) -> None:
    """Where no letter tells whether a line goes on, a column that is filled does."""
    document = "\n\n".join("\n".join(wrap(text, width)) for text in ARABIC)
    assert blocks(document) == [*ARABIC]


@pytest.mark.parametrize("width", [16, 20, 30])
def test_ideographs_are_put_together(width: int) -> None:
    """Chinese lines are as long as each other, to a character."""
    document = "\n\n".join(
        "\n".join(text[at : at + width] for at in range(0, len(text), width)) for text in CHINESE
    )
    assert [text.replace(" ", "") for text in blocks(document)] == [*CHINESE]


@pytest.mark.parametrize(
    "lines",
    [
        # A menu, the teasers of a front page, and a poem.
        (
            "Penmarrow Mercury front page today\nNews from the coast and the moor\nTides at the"
            " harbour of Penmarrow\nSmall advertisements by subject\nYour account and your settings"
        ),
        (
            "Harbour board to light Gull Rock again\nTwo boats aground in a week of fog\nJoinery"
            " college opens its doors\nBaker's oven sold to sisters\nSwan freed from power station"
        ),
        (
            "I had a lamp when I was small\nThat turned and threw upon the wall\nThe ships that"
            " never came to land\nAnd waves as white as any hand"
        ),
        (
            "the lamp is out\nand we who slept beside it for years\nwake\nto the sea that"
            " nobody turned off\nand to each other"
        ),
        # An interview, a recipe, results and a list of names.
        (
            "Q: Did you ever tire of the lighthouse?\nA: Every winter of my life.\nQ: And what will"
            " you do without it?\nA: Sleep through a storm, for once."
        ),
        (
            "Leek soup for four people tonight\n3 leeks, washed and cut in rings\n1 litre of"
            " vegetable stock\n200 g of potatoes, peeled\n2 spoons of cream"
        ),
        (
            "Penmarrow Rovers 2, Gull Rock 0\nLower Tarn 1, Hathersby Town 1\nNether Vale 4, Over"
            " Vale 3\nEastmarsh 0, Brackwater United 2"
        ),
        "Tilda Marsh, head of the college\nAlwin Tesch, keeper of the lamps\nVera Dymova, captain",
        # In scripts without small letters, and in small letters alone.
        "أخبار المدينة اليوم من مراسلينا\nالطقس في السواحل هذا الأسبوع\nجدول مباريات كرة القدم",
        "über uns und unsere zeitung\nkontakt zur redaktion\nimpressum\nanzeigen und beilagen",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\n\n"], ids=repr)
def test_short_lines_that_were_not_wrapped_stay_lines(lines: str, ending: str) -> None:
    """Menus, teasers, verse, interviews, recipes and results are a block a line."""
    assert blocks(lines.replace("\n", ending)) == lines.split("\n")


@pytest.mark.parametrize(
    "foot", ["Page 3", "7", "– 12 –", "LAMP, continued from page 1", "See LAMP, page 7"]
)
def test_page_numbers_stay_apart_from_the_text_around_them(foot: str) -> None:
    """A line of the page, not of its text, is a block even in the middle of a sentence."""
    lines = wrapped("en", 36)[0]
    rest = "\n\n".join("\n".join(lines) for lines in wrapped("en", 36)[1:])
    found = blocks("\n".join([*lines[:2], foot, *lines[2:]]) + f"\n\n{rest}")
    assert found[:3] == [" ".join(lines[:2]), foot, " ".join(lines[2:])]


@pytest.mark.parametrize(
    "piece",
    ["a word \n", "a\n\n", "wörter und\n", "  in\nout of\n", "3\nof\n", "漢字\n", "> a b\n"],
)
def test_wrapped_lines_are_told_in_linear_time(piece: str) -> None:
    """Whatever lines a document repeats, its time grows as its length does."""
    line = piece.strip("\n") * 8
    for given in (piece, f"{line}\n", f"{line}\n\n"):
        check_growth(split_blocks, repeat(given, 12_500), repeat(given, 100_000))
