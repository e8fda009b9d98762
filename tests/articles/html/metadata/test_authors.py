"""Tests of `service.articles.html.metadata.authors`: who wrote an article, in many wordings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.articles.html.metadata.pages import article, page, person, read, script


@pytest.mark.parametrize(
    ("lang", "byline", "author"),
    [
        ("en", "By Orla Fenn", "Orla Fenn"),
        ("en", "BY Orla Fenn", "Orla Fenn"),
        ("en", "Written by: Orla Fenn", "Orla Fenn"),
        ("en", "Words by Orla Fenn", "Orla Fenn"),
        ("en", "Analysis by Orla Fenn", "Orla Fenn"),
        ("en", "Posted by Orla Fenn on 3 March 2024", "Orla Fenn"),
        ("en", "Published 3 March 2024 by Orla Fenn", "Orla Fenn"),
        ("en", "Author: Orla Fenn", "Orla Fenn"),
        ("de", "Von Jörn Tahlmann", "Jörn Tahlmann"),
        ("de", "von Jörn Tahlmann", "Jörn Tahlmann"),
        ("de", "Von Jörn Tahlmann und Greta Voss", "Jörn Tahlmann; Greta Voss"),
        ("de", "Ein Gastbeitrag von Greta Voss", "Greta Voss"),
        ("de", "Text: Greta Voss", "Greta Voss"),
        ("de", "Autorin: Greta Voss", "Greta Voss"),
        ("de", "Von Ursel von der Wiese", "Ursel von der Wiese"),
        ("fr", "Par Élodie Carrel", "Élodie Carrel"),
        ("fr", "Par Élodie Carrel et Hugo Lantin", "Élodie Carrel; Hugo Lantin"),
        ("fr", "Propos recueillis par Hugo Lantin", "Hugo Lantin"),
        ("fr", "Publié par Hugo Lantin", "Hugo Lantin"),
        ("es", "Por Inés Calvera", "Inés Calvera"),
        ("es", "Por Inés Calvera y Tomás Ruedo", "Inés Calvera; Tomás Ruedo"),
        ("es", "Escrito por Inés Calvera", "Inés Calvera"),
        ("es", "Texto: Tomás Ruedo", "Tomás Ruedo"),
        ("it", "Di Carla Montefosco", "Carla Montefosco"),
        ("it", "di Carla Montefosco e Ugo Brandi", "Carla Montefosco; Ugo Brandi"),
        ("it", "A cura di Ugo Brandi", "Ugo Brandi"),
        ("it", "Scritto da Ugo Brandi", "Ugo Brandi"),
        ("pt", "Por Benedita Arvela", "Benedita Arvela"),
        ("pt", "Por Benedita Arvela e Rui Salema", "Benedita Arvela; Rui Salema"),
        ("pt", "Texto: Rui Salema", "Rui Salema"),
        ("pt", "Reportagem de Rui Salema", "Rui Salema"),
        ("nl", "Door Wietske Haan", "Wietske Haan"),
        ("nl", "Door Wietske Haan en Jelle Brug", "Wietske Haan; Jelle Brug"),
        ("nl", "Geschreven door Jelle van den Brug", "Jelle van den Brug"),
        ("sv", "Av Stina Bergqvarn", "Stina Bergqvarn"),
        ("sv", "Text: Stina Bergqvarn", "Stina Bergqvarn"),
        ("da", "Af Mads Torup", "Mads Torup"),
        ("ru", "Автор: Нина Ветрова", "Нина Ветрова"),
        ("ru", "Текст: Нина Ветрова", "Нина Ветрова"),
        ("pl", "Autor: Zofia Kalina", "Zofia Kalina"),
        ("hu", "Írta: Zita Halmos", "Zita Halmos"),
        ("cs", "Napsala Jana Kolská", "Jana Kolská"),
        ("fi", "Teksti: Aino Laine", "Aino Laine"),
    ],
)
def test_what_stands_before_names_is_no_part_of_them(lang: str, byline: str, author: str) -> None:
    """In the language of the page, whether an element is called its byline or not."""
    assert read(page(behind=f'<p class="byline">{byline}</p>', lang=lang)).author == author
    assert (
        read(page(behind=f'<div class="article-author">{byline}</div>', lang=lang)).author == author
    )


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Orla Fenn, Crime Correspondent", "Orla Fenn"),
        ("By Orla Fenn, Deputy Political Editor", "Orla Fenn"),
        ("By Orla Fenn Staff Writer", "Orla Fenn"),
        ("By Orla Fenn in Tarnby", "Orla Fenn"),
        ("By Orla Fenn for the Tarn Herald", "Orla Fenn"),
        ("By Orla Fenn, The Tarn Herald", "Orla Fenn"),
        ("By Orla Fenn | Tarn Herald", "Orla Fenn"),
        ("By Orla Fenn, Reuters", "Orla Fenn"),
        ("By Orla Fenn, TNW Harbours", "Orla Fenn"),
        ("By Orla Fenn, JD Tolland", "Orla Fenn; JD Tolland"),
        ("By ORLA FENN, SID TOLLAND", "ORLA FENN; SID TOLLAND"),
        ("By Orla Fenn (AP)", "Orla Fenn"),
        ("By Orla Fenn and Reuters", "Orla Fenn"),
        ("By Orla Fenn Associated Press", "Orla Fenn"),
        ("By Orla Fenn, the Herald’s harbour editor", "Orla Fenn"),
        ("By Orla Fenn · 4 min read", "Orla Fenn"),
        ("By Orla Fenn | Tuesday, 5 March 2024", "Orla Fenn"),
        ("By Orla Fenn - March 5, 2024 at 9:10 am", "Orla Fenn"),
        ("By Orla Fenn March 5, 2024", "Orla Fenn"),
        ("By Orla Fenn @orlafenn", "Orla Fenn"),
        ("By Orla Fenn orla.fenn@tarnherald.example", "Orla Fenn"),
        ("By Science Editor Orla Fenn", "Orla Fenn"),
        ("By Orla Fenn, Sid Tolland and Una Mear", "Orla Fenn; Sid Tolland; Una Mear"),
        ("By Orla Fenn & Sid Tolland", "Orla Fenn; Sid Tolland"),
        ("By Orla Fenn with Sid Tolland", "Orla Fenn; Sid Tolland"),
        ("By Orla Fenn and Sid Tolland, Harbour Reporters", "Orla Fenn; Sid Tolland"),
        ("By Orla Fenn, Harbour Editor, and Sid Tolland, Reporter", "Orla Fenn; Sid Tolland"),
        ("By Orla Fenn Photos by Sid Tolland", "Orla Fenn"),
        ("By Orla Fenn | Photo: Sid Tolland", "Orla Fenn"),
        ("Photo by Sid Tolland", None),
        ("By Orla Fenn, Jr.", "Orla Fenn Jr."),
        ("By Orla Fenn, PhD", "Orla Fenn"),
        ("By O. J. D’Arcy-Fenn", "O. J. D’Arcy-Fenn"),
        ("By Dr Orla Fenn", "Dr Orla Fenn"),
        ("By Tarn Herald Staff", None),
        ("By Staff Reporter", None),
        ("By Reuters", "Reuters"),
        ("By Associated Press", "Associated Press"),
        ("Updated 5 March 2024", None),
    ],
)
def test_what_stands_behind_names_is_no_part_of_them(byline: str, author: str | None) -> None:
    """Jobs, outlets, places, dates and addresses go; an agency is the author where nobody is."""
    head = '<meta property="og:site_name" content="Tarn Herald">'
    assert read(page(behind=f'<p class="byline">{byline}</p>', head=head)).author == author


@pytest.mark.parametrize(
    ("lang", "byline", "author"),
    [
        ("de", "Von Greta Voss, Politikredakteurin", "Greta Voss"),
        ("de", "Von unserer Korrespondentin Greta Voss", "Greta Voss"),
        ("fr", "Par Hugo Lantin, envoyé spécial à Brest", "Hugo Lantin"),
        ("fr", "Par Hugo Lantin (avec AFP)", "Hugo Lantin"),
        ("es", "Por Inés Calvera, corresponsal en Lima", "Inés Calvera"),
        ("fr", "Par notre envoyé spécial Hugo Lantin", "Hugo Lantin"),
        ("it", "di Ugo Brandi, inviato a Trieste", "Ugo Brandi"),
        ("it", "Dal nostro inviato Ugo Brandi", "Ugo Brandi"),
        ("pt", "Por Rui Salema, da Lusa", "Rui Salema"),
        ("ru", "Автор — Нина Ветрова", "Нина Ветрова"),
        ("pt", "Por Rui Salema, correspondente", "Rui Salema"),
        ("nl", "Door Jelle Brug, verslaggever", "Jelle Brug"),
        ("de", "Von Greta Voss, dpa", "Greta Voss"),
        ("de", "dpa", "dpa"),
        ("de", "Redaktion", None),
        ("fr", "Par La rédaction", None),
        ("es", "Redacción", None),
    ],
)
def test_jobs_of_other_languages_go_as_well(lang: str, byline: str, author: str | None) -> None:
    """With places and agencies; a newsroom is nobody."""
    assert read(page(behind=f'<span class="author">{byline}</span>', lang=lang)).author == author


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Di Fenn"),
        ("en", "Von Tolland"),
        ("it", "Di Montefosco"),
        ("it", "Maria Di Brandi"),
        ("de", "Greta von Voss"),
        ("nl", "Van Brug"),
        ("nl", "Jelle van der Haan"),
        ("es", "María de la Cueva"),
        ("pt", "Rui de Salema"),
        ("en", "April May"),
        ("en", "E Y Fenn"),
    ],
)
def test_a_name_stays_whole(lang: str, name: str) -> None:
    """What stands before names in one language is a name in another, or a part of one."""
    assert read(page(behind=f'<p class="author">{name}</p>', lang=lang)).author == name


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Orla Fenn"}, "Orla Fenn"),
        ("Orla Fenn", "Orla Fenn"),
        (["Orla Fenn", "Sid Tolland"], "Orla Fenn; Sid Tolland"),
        ([[person("Orla Fenn")], person("Sid Tolland")], "Orla Fenn; Sid Tolland"),
        ({"@type": ["Person", "Thing"], "name": ["Orla Fenn"]}, "Orla Fenn"),
        ({"@type": "Person", "givenName": "Orla", "familyName": "Fenn"}, "Orla Fenn"),
        ({"@type": "Person", "name": "Fenn, Orla"}, "Orla Fenn"),
        ({"@type": "Person", "name": "By Orla Fenn, Harbour Editor"}, "Orla Fenn"),
        ({"@type": "Person", "name": "Orla Fenn, IV"}, "Orla Fenn IV"),
        ({"@type": "Person", "name": "Orla O&#39;Fenn"}, "Orla O'Fenn"),
        ({"@list": [person("Orla Fenn"), person("Sid Tolland")]}, "Orla Fenn; Sid Tolland"),
        ({"@type": "Person", "name": {"@value": "Orla Fenn"}}, "Orla Fenn"),
        ({"@type": "Person", "url": "https://tarn.example/fenn"}, None),
        ({"@type": "Organization", "name": "Reuters"}, "Reuters"),
        ({"@type": "Organization", "name": "Tarn Herald"}, None),
        ([{"@type": "Organization", "name": "Reuters"}, person("Orla Fenn")], "Orla Fenn"),
        ({"@type": "Person", "name": "admin"}, None),
        ({"@type": "Person", "name": "orla fenn"}, "Orla Fenn"),
        ([person("Orla Fenn"), person("Orla Fenn")], "Orla Fenn"),
        ("https://tarn.example/staff/fenn", None),
        (None, None),
        (7, None),
    ],
)
def test_the_author_of_a_node_has_many_forms(author: Any, names: str | None) -> None:
    """An object, an array, a text; whoever is no person is the author where no person is."""
    publisher = {"@type": "Organization", "name": "Tarn Herald"}
    node = article(author=author, publisher=publisher)
    assert read(page(head=script(node))).author == names


def test_a_reference_leads_to_the_author_alone() -> None:
    """Of a graph's persons the one whom the article's node refers to."""
    graph = [
        {"@type": "WebPage", "author": {"@id": "#boss"}},
        {"@type": ["Person", "Organization"], "@id": "#boss", "name": "Vic Harlow"},
        article(author=[{"@id": "#fenn"}], editor={"@id": "#boss"}),
        {"@type": "Person", "@id": "#fenn", "name": "Orla Fenn"},
        {"@type": "Person", "name": "Una Mear", "jobTitle": "Editor"},
    ]
    assert read(page(head=script({"@graph": graph}))).author == "Orla Fenn"


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<aside><p class="author">By Una Mear</p></aside>',
        '<div class="related-stories"><span class="byline">By Una Mear</span></div>',
        '<ul><li><h3><a href="/x">Boats come home</a></h3><i class="author">Una Mear</i></li></ul>',
        '<div id="comments"><span class="comment-author">Una Mear</span></div>',
        '<section class="most-read"><p class="byline">By Una Mear</p></section>',
        '<footer><p class="author">By Una Mear</p></footer>',
        '<blockquote><p class="author">Una Mear</p></blockquote>',
        '<div class="moreFromSite"><b class="author">Una Mear</b></div>',
    ],
)
def test_the_author_of_something_else_is_not_the_article_s(elsewhere: str) -> None:
    """Whether it comes before the headline or behind the text, and whether there is a byline."""
    inner = page(behind='<p class="byline">By Orla Fenn</p>')
    for whole in (inner, page()):
        author = "Orla Fenn" if whole is inner else None
        assert read(whole.replace("<article>", f"{elsewhere}<article>")).author == author
        assert read(whole.replace("</article>", f"</article>{elsewhere}")).author == author


def test_a_node_of_another_article_has_no_say() -> None:
    """A teaser's node has another headline and another address."""
    other = {"@type": "NewsArticle", "headline": "Boats come home", "author": person("Una Mear")}
    own = article(author=person("Orla Fenn"))
    for nodes in ([other, own], [own, other], {"@graph": [other, own]}):
        assert read(page(head=script(nodes))).author == "Orla Fenn"
    assert read(page(head=script(other))).author is None
    nested = article(hasPart=[other], isRelatedTo=other, comment={"author": person("Una Mear")})
    assert read(page(head=script(nested))).author is None


@pytest.mark.parametrize(
    "behind",
    [
        "<p>By Orla Fenn</p>",
        "<div><span>By</span> <a href='/fenn'>Orla Fenn</a></div>",
        "<div>By <b>Orla Fenn</b> | 5 March 2024</div>",
        "<div>By Orla Fenn on Tuesday, March 5th, 2024 at 9:10 a.m.</div>",
        "<div><span>Written by</span><strong>Orla Fenn</strong></div>",
        "<ul class='authors'><li>Orla Fenn</li></ul>",
        "<span class='vcard'><a class='url fn n' href='/author/fenn/'>Orla Fenn</a></span>",
        "<div class='byline'><div class='name'>Orla Fenn</div><div>Harbour reporter</div></div>",
        "<address>By <a rel='author' href='/fenn'>Orla Fenn</a></address>",
        "<p itemprop='author' itemscope><span itemprop='name'>Orla Fenn</span>, reporter</p>",
        "<meta itemprop='author' content='Orla Fenn'>",
        "<h3>By Orla Fenn, Harbour Correspondent</h3>",
        "<div class='c-Byline_x1'><a>Orla Fenn</a><time>5 March 2024</time></div>",
        "<div class='author-box'><h4><a class='author-name'>Orla Fenn</a></h4></div>",
    ],
)
def test_a_byline_is_found_where_it_stands(behind: str) -> None:
    """With or without a name of its own, in parts or whole."""
    assert read(page(behind=behind)).author == "Orla Fenn"


def test_names_of_two_elements_are_two_authors() -> None:
    """Links beside each other, each with a name."""
    links = "<a rel='author'>Orla Fenn</a> and <a rel='author'>Sid Tolland</a>"
    for behind in (f"<p>By {links}</p>", f"<p class='byline'>By {links}</p>"):
        assert read(page(behind=behind)).author == "Orla Fenn; Sid Tolland"


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Friday the ferries had stopped.</p>",
        "<p>By the sea, by the road</p>",
        "<p>Pictures: Una Mear</p>",
        "<p>Von nun an brennt sie wieder</p>",
        "<p>Edited by Una Mear</p>",
        "<p>Stand by me and you will see</p>",
    ],
)
def test_a_line_of_the_article_is_no_byline(line: str) -> None:
    """What merely begins as bylines do names nobody."""
    assert read(page(behind=line)).author is None


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Tarn Herald">', "Orla Fenn"),
        ('<meta name="author" content="ofenn">', "Orla Fenn"),
        ('<meta property="article:author" content="https://tarn.example/fenn">', "Orla Fenn"),
        ('<meta name="author" content="Sid Tolland">', "Sid Tolland"),
        ('<meta name="parsely-author" content="Sid Tolland">', "Sid Tolland"),
        (
            '<meta name="twitter:label1" content="Written by">'
            '<meta name="twitter:data1" content="Sid Tolland">',
            "Sid Tolland",
        ),
        (
            '<meta name="citation_author" content="Tolland, Sid">'
            '<meta name="citation_author" content="Mear, Una">',
            "Sid Tolland; Una Mear",
        ),
        ('<meta name="author" content="Reuters">', "Orla Fenn"),
    ],
)
def test_the_head_s_author_is_taken_if_it_is_a_person(head: str, author: str) -> None:
    """Else who signs the article."""
    site = '<meta property="og:site_name" content="Tarn Herald">'
    behind = '<p class="byline">By Orla Fenn</p>'
    assert read(page(behind=behind, head=site + head)).author == author
