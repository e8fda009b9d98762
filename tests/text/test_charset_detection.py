"""Tests of `service.text.charset_detection`: the charset of a page that names none."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from service.text.charset_detection import decode_guessed
from service.text.errors import PageUndecodable

SENTENCES = [
    (
        "cp1252",
        "El ayuntamiento de Peñalta cerró el puente: «Mañana será peor», añadió.",
    ),
    ("cp1252", "Le conseil a décidé mardi de fermer le pont ; l’été sera long, a-t-elle ajouté."),
    ("cp1252", "Die Stadträte haben am Montag über die Brücke entschieden – „für immer“, hieß es."),
    ("cp1252", "A câmara decidiu fechar a ponte; a população não está satisfeita com a situação."),
    ("cp1252", "Förvaltningen räknar med köer åt båda hållen när bron stängs på tisdag."),
    (
        "iso8859-2",
        "Rada městečka schválila nový rozpočet, řekl starosta. Žáci pojedou vlakem.",
    ),
    ("iso8859-2", "Mieszkańcy są źli, że będą dłużej jeździć do pracy, powiedział burmistrz."),
    (
        "cp1250",
        "Rada městečka schválila nový rozpočet, řekl starosta. Žáci pojedou vlakem.",
    ),
    ("cp1251", "Совет посёлка Кленовка решил закрыть мост на шесть месяцев, сообщил глава округа."),
    ("koi8-r", "Совет посёлка Кленовка решил закрыть мост на шесть месяцев, сообщил глава округа."),
    ("cp1253", "Το λιμεναρχείο ανακοίνωσε ότι τα δρομολόγια προς το νησί διακόπτονται."),
    (
        "cp1254",
        "Belediye meclisi köprünün altı ay kapatılmasına karar verdi, dedi başkan.",
    ),
    ("cp1255", "רשות הנמל הודיעה ביום שלישי כי המעבורת אל האי הופסקה."),
    ("cp1256", "أعلنت سلطة الميناء يوم الثلاثاء توقف العبارة إلى الجزيرة."),
    ("cp932", "港の当局は火曜日、桟橋に亀裂が見つかったため島へのフェリーを止めたと発表した。"),
    ("euc_jp", "港の当局は火曜日、桟橋に亀裂が見つかったため島へのフェリーを止めたと発表した。"),
    ("gb18030", "港务局周二表示，由于潜水员在码头发现裂缝，前往该岛的轮渡已经停运。"),
    ("big5", "港務局週二表示，由於潛水員在碼頭發現裂縫，前往該島的渡輪已經停航。"),
    ("cp949", "항만 당국은 부두에서 균열을 발견해 섬으로 가는 여객선 운항을 중단했다고 밝혔다."),
]


@pytest.mark.parametrize(("codec", "words"), SENTENCES)
@pytest.mark.parametrize("count", [3, 200])
def test_a_page_is_read_in_the_charset_it_was_written_in(
    codec: str, words: str, count: int
) -> None:
    """A few sentences in the midst of markup are enough to tell."""
    menu = "<li><a href='/section'>Home</a></li>" * 30
    page = f"<html><body><nav><ul>{menu}</ul></nav>{f'<p>{words}</p>' * count}</body></html>"
    assert decode_guessed(page.encode(codec)) == page


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_no_text_is_refused(seed: int) -> None:
    """An image sent as a page is an error for the client, whatever it is taken for."""
    with pytest.raises(PageUndecodable):
        decode_guessed(random.Random(seed).randbytes(50_000))


def test_the_models_are_loaded_by_whoever_needs_them() -> None:
    """38 MB would be too much for each worker, where hardly any page needs it."""
    script = "import service.articles.html.page, sys; sys.exit('chardet' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
