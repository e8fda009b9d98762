"""What authors of pages call their elements: the trade's words in classes, ids and roles."""

from __future__ import annotations

import re
from enum import IntFlag

#: Attributes that name what an element is.
NAMING = frozenset(
    ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-module", "data-type")
)


class Named(IntFlag):
    """What an element is called; several may hold."""

    ARTICLE = 1 << 0
    BODY = 1 << 1
    CONTENT = 1 << 2
    ENTRY = 1 << 3
    POST = 1 << 4
    STORY = 1 << 5
    TEXT = 1 << 6
    PARAGRAPH = 1 << 7
    MAIN = 1 << 8
    LEAD = 1 << 9
    HEADLINE = 1 << 10
    TITLE = 1 << 11
    COMMENT = 1 << 12
    REPLY = 1 << 13
    RELATED = 1 << 14
    RECOMMENDED = 1 << 15
    MORE = 1 << 16
    TRENDING = 1 << 17
    LATEST = 1 << 18
    TEASER = 1 << 19
    PROMO = 1 << 20
    NEWSLETTER = 1 << 21
    SUBSCRIBE = 1 << 22
    PAYWALL = 1 << 23
    SHARE = 1 << 24
    SPONSOR = 1 << 25
    ADVERT = 1 << 26
    CONSENT = 1 << 27
    BYLINE = 1 << 28
    DATE = 1 << 29
    CAPTION = 1 << 30
    IMAGE = 1 << 31
    VIDEO = 1 << 32
    GALLERY = 1 << 33
    EMBED = 1 << 34
    QUOTE = 1 << 35
    HEADER = 1 << 36
    FOOTER = 1 << 37
    NAV = 1 << 38
    MENU = 1 << 39
    BREADCRUMB = 1 << 40
    SIDEBAR = 1 << 41
    WIDGET = 1 << 42
    TAGS = 1 << 43
    SECTION = 1 << 44
    LIVE = 1 << 45
    LOGIN = 1 << 46
    SEARCH = 1 << 47
    POPUP = 1 << 48
    COPYRIGHT = 1 << 49
    CORRECTION = 1 << 50
    DISCLAIMER = 1 << 51
    BOX = 1 << 52
    AUDIO = 1 << 53
    OFFSCREEN = 1 << 54
    CARD = 1 << 55
    LIST = 1 << 56
    ARTICLE_BODY = 1 << 57


# Words as they stand in names, lower case; German, French, Spanish, Italian and Portuguese ones
# where pages in these languages have them.
_WORDS: dict[str, int] = {
    word: int(name)
    for words, name in {
        "article articles artikel articulo artigo articolo newsarticle": Named.ARTICLE,
        "body bodytext bodycopy cuerpo corps corpo": Named.BODY,
        "content contents inhalt contenido conteudo contenuto contenu": Named.CONTENT,
        "entry hentry": Named.ENTRY,
        "post posts blogpost blog": Named.POST,
        "story stories storytext storybody": Named.STORY,
        "text copy texte texto testo richtext prose fulltext rte": Named.TEXT,
        "paragraph para paragraphs absatz": Named.PARAGRAPH,
        "main primary center maincontent": Named.MAIN,
        "lead lede intro standfirst deck dek summary excerpt abstract subtitle chapo chapeau"
        " entradilla vorspann teasertext description subheadline subhead sapeau": Named.LEAD,
        "headline headlines": Named.HEADLINE,
        "title titel titulo titre heading hed kicker": Named.TITLE,
        "comment comments kommentar kommentare comentario comentarios commentaire commentaires"
        " discussion disqus conversation reactions feedback forum respond": Named.COMMENT,
        "reply replies antwort": Named.REPLY,
        "related relateds similar linked relacionadas relacionados readalso": Named.RELATED,
        "recommend recommended recommendation recommendations recirc recirculation outbrain taboola"
        " suggested suggestions youmaylike": Named.RECOMMENDED,
        "more readmore morefrom mehr next prev previous pagination pager": Named.MORE,
        "trending popular mostread mostpopular most top viewed": Named.TRENDING,
        "latest recent newest": Named.LATEST,
        "teaser teasers": Named.TEASER,
        "promo promos promotion promotional promoted banner cta offer donate donation support"
        " appeal": Named.PROMO,
        "newsletter newsletters mail email signup mailing": Named.NEWSLETTER,
        "subscribe subscription subscriber abo follow membership member": Named.SUBSCRIBE,
        "paywall premium regwall gate meter metered piano": Named.PAYWALL,
        "share sharing shares social facebook twitter whatsapp sharebar sociales tools toolbar"
        " print": Named.SHARE,
        "sponsor sponsored sponsors partner partners affiliate shop deals": Named.SPONSOR,
        "ad ads advert advertisement advertising adv adslot dfp anzeige werbung publicidad"
        " publicite commercial": Named.ADVERT,
        "cookie cookies consent gdpr privacy cmp onetrust": Named.CONSENT,
        "byline author authors contributor writer reporter autor auteur bio": Named.BYLINE,
        "date time timestamp dateline published pubdate datetime updated meta metadata"
        " fecha": Named.DATE,
        "caption captions credit credits figcaption bildunterschrift legende": Named.CAPTION,
        "image images img photo photos picture figure media bild foto thumb thumbnail": Named.IMAGE,
        "video videos player": Named.VIDEO,
        "gallery slideshow carousel slider slide slides": Named.GALLERY,
        "embed embedded tweet instagram iframe infogram": Named.EMBED,
        "quote pullquote blockquote": Named.QUOTE,
        "header masthead": Named.HEADER,
        "footer foot colophon": Named.FOOTER,
        "nav navigation navbar": Named.NAV,
        "menu menus dropdown submenu": Named.MENU,
        "breadcrumb breadcrumbs": Named.BREADCRUMB,
        "sidebar rail aside secondary right complementary": Named.SIDEBAR,
        "widget widgets module": Named.WIDGET,
        "tag tags topic topics category categories keywords schlagworte label": Named.TAGS,
        "section": Named.SECTION,
        "live liveblog ticker": Named.LIVE,
        "login signin account register user password": Named.LOGIN,
        "search": Named.SEARCH,
        "popup modal overlay lightbox dialog tooltip notification alert toast": Named.POPUP,
        "copyright legal rights": Named.COPYRIGHT,
        "correction corrections clarification": Named.CORRECTION,
        "disclaimer notice note endnote footnote": Named.DISCLAIMER,
        "box infobox factbox inset inline callout": Named.BOX,
        "audio podcast listen": Named.AUDIO,
        "hidden hide sr screenreader visually offscreen invisible": Named.OFFSCREEN,
        "card cards tile item items": Named.CARD,
        "list lists feed grid": Named.LIST,
        "articlebody reviewbody articletext": Named.ARTICLE_BODY,
    }.items()
    for word in words.split()
}
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LETTERS = re.compile(r"[A-Za-z]+")
_LOWER_PART = re.compile(r"[a-z]+")
# What stands behind so many characters of an attribute names nothing.
_LONGEST = 400


def read_names(value: str) -> int:
    """Return the `Named` that an attribute's value has, as bits.

    Names are taken apart at whatever is no letter, and before capitals.
    """
    value = value[:_LONGEST]
    if value.islower():
        parts = _LOWER_PART.findall(value)
    else:
        parts = [part.lower() for part in (*_PART.findall(value), *_LETTERS.findall(value))]
    named = 0
    for part in parts:
        if part in _WORDS:
            named |= _WORDS[part]
    return named
