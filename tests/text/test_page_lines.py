"""Tests of `service.text.page_lines`: what a printed page has besides its text."""

from __future__ import annotations

import pytest

from service.text.page_lines import is_page_line


@pytest.mark.parametrize(
    "line",
    [
        *("Page 3", "3", "- 3 -", "– 12 –", "[4]", "3/9", "3 of 9", "Page 7 of 24", "page 7/24"),
        *(
            "p. 3",
            "Page A4",
            "A3",
            "P a g e 3",
            "| Page 3",
            "Seite 3 von 9",
            "S. 14",
            "Página 3 de 9",
            "Page 3 sur 9",
        ),
        *("Pagina 3 di 9", "Pagina 3 van 9", "Strona 3 z 9", "str. 4", "Страница 3 из 9"),
        *("Сторінка 3 з 9", "стр. 3", "第 3 页 共 9 页", "3ページ", "Sida 3 av 9", "صفحة 3 من 9"),
    ],
)
def test_page_numbers_are_told(line: str) -> None:
    """A page's number alone, with its name, and with how many there are, in many languages."""
    assert is_page_line(line)


@pytest.mark.parametrize(
    "line",
    [
        *("PENMARROW MERCURY, Saturday, May 2, 2026", "BOTE | Samstag, 2. Mai 2026 | Seite 4"),
        *("LE PHARE, samedi 2 mai 2026", "EL FARO, sábado 2 de mayo de 2026"),
        *("Page 3 | Penmarrow Mercury", "Penmarrow Mercury – page 3", "PENMARROW MERCURY Page 3"),
        *("PENMARROW MERCURY 3", "3 PENMARROW MERCURY", "May 4, 2026 · Penmarrow Mercury · 3"),
    ],
)
def test_heads_of_pages_are_told(line: str) -> None:
    """The paper's name in capitals with the day, or beside the page's number."""
    assert is_page_line(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Continued on page 7", "(continued on page 7)", "Continued on A7", "Cont'd on p. 3"),
        *(
            "LAMP, continued from page 1",
            "Lamp, continued from page 1",
            "LAMP from page A1",
            "From page 1: LAMP",
        ),
        *("See LAMP, page 7", "Please see LAMP, page 7", "See LAMP, A7", "Turn to page 4"),
        *("continued overleaf", "Continued on next page", "Continued", "More on page 4"),
        *(
            "From Page One",
            "(continued from front page)",
            "LAMP • From A1",
            "Turn to LAMP, Page 7A",
        ),
        *("Fortsetzung auf Seite 7", "Siehe Seite 4", "Lesen Sie weiter auf Seite 3"),
        *("Bericht Seite 4", "LAMPE, Fortsetzung von Seite 1", "Fortsetzung nächste Seite"),
        *("Suite page 7", "Suite de la page 1", "Lire la suite page 4", "Suite à la page suivante"),
        *("Continúa en la página 7", "Viene de la página 1", "Pasa a la página 7"),
        *("Continua a pagina 7", "Segue da pagina 1", "A pagina 4", "Continua na página 7"),
        *("Vervolg op pagina 7", "Lees verder op pagina 3", "Zie pagina 4"),
        *("Dokończenie na str. 4", "Ciąg dalszy na stronie 4", "Продолжение на стр. 4"),
        *("Начало на стр. 1", "См. стр. 4", "Продовження на стор. 4", "Початок на стор. 1"),
    ],
)
def test_where_the_text_goes_on_is_told(line: str) -> None:
    """What leads to another page, and back, with the catchword and without."""
    assert is_page_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Page 1 of the log is torn, and page 7 was never written, the keeper said.",
        *("The letter continues on page 7.", "The plan is on page 3.", "He wrote it on page 7"),
        *("Seite 3 des Tagebuchs fehlt.", "La página 3 del diario falta.", "The log's page 3"),
        *("Page 12 Was Missing", "A Letter on Page 7", "Chapter 3", "In 2026", "2026", "50%", "$3"),
        *("3:1", "12.5", "7-2", "Group A", "Lower Tarn 3, Over Vale 2", "Tilda Marsh, 17"),
        *("May 2, 2026", "Weather Forecast, May 2, 2026", "Continued fighting in the north"),
        *("See you in 2027", "Turn left", "Two", "CHAPTER 3", "Rovers 3", "More than 40", "", "—"),
    ],
)
def test_what_is_said_of_pages_is_no_line_of_one(line: str) -> None:
    """Sentences and headlines that speak of a page, figures, scores and days are text."""
    assert not is_page_line(line)
