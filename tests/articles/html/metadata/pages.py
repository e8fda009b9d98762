"""Pages of news made up for the tests of what a page states."""

from __future__ import annotations

import json
from typing import Any

from lxml.html import document_fromstring

from service.articles.html.metadata.page_metadata import Metadata, read_metadata

HEADLINE = "Lighthouse of Tarn Head is lit again"
#: Paragraphs in some languages, so that a page is told to be in its own.
PARAGRAPHS = {
    "en": "The keeper climbed the stairs at dusk and lit the lamp that had been dark for years.",
    "de": "Der Wärter stieg in der Dämmerung die Treppe hinauf und zündete die Lampe an.",
    "fr": "Le gardien a monté l’escalier au crépuscule et a rallumé la lampe éteinte depuis peu.",
    "es": "El farero subió la escalera al anochecer y encendió la lámpara apagada hacía años.",
    "it": "Il guardiano è salito per le scale al tramonto e ha riacceso la lampada spenta da anni.",
    "pt": "O faroleiro subiu a escada ao anoitecer e acendeu a lâmpada que estava apagada há anos.",
    "nl": "De wachter klom in de schemering de trap op en stak de lamp aan die jaren uit was.",
    "sv": "Fyrvaktaren gick uppför trappan i skymningen och tände lampan som varit släckt i år.",
    "da": "Fyrpasseren gik op ad trappen i skumringen og tændte lampen, der havde været slukket.",
    "ru": "Смотритель поднялся по лестнице в сумерках и зажёг лампу, не горевшую десять лет.",
    "pl": "Latarnik wszedł po schodach o zmierzchu i zapalił lampę, która nie świeciła od lat.",
}


def page(
    top: str = "", behind: str = "", head: str = "", lang: str = "en", title: str = HEADLINE
) -> str:
    """A page with a headline, what stands before and behind it, and three paragraphs."""
    text = PARAGRAPHS.get(lang.partition("-")[0], PARAGRAPHS["en"])
    body = f"{top}<h1>{title}</h1>{behind}" + f"<p>{text}</p>" * 3
    return (
        f'<html lang="{lang}"><head><title>{title}</title>{head}</head>'
        f"<body><article>{body}</article></body></html>"
    )


def read(html: str) -> Metadata:
    """What a page states."""
    return read_metadata(document_fromstring(html))


def script(value: Any) -> str:
    """A script of JSON-LD: of a value, or of a text as it is."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def article(**fields: Any) -> dict[str, Any]:
    """A node of the page's article."""
    return {"@type": "NewsArticle", "headline": HEADLINE, **fields}


def person(name: str) -> dict[str, Any]:
    """A node of a person."""
    return {"@type": "Person", "name": name}
