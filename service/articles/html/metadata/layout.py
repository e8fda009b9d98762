"""Where on a page the article is: its headline's element, and what stands apart from it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from service.articles.html.metadata.agreement import compare, letters

_APART = frozenset(
    {"aside", "nav", "form", "template", "iframe", "dialog", "select", "button", "blockquote"}
)
_HEADINGS = ("h1", "h2", "h3", "h4")
# What pages name the places in which other articles, readers and notices are.
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:related|teasers?|read[-_ ]?(?:next|more|also)|recommend\w*|recirc\w*|comments?"
    r"|comment[-_ ]?list|disqus|respond|side[-_ ]?bar|promos?|promo[-_ ]?box|newsletter|popular"
    r"|trending|most[-_ ]?(?:read|viewed|popular|shared)|more[-_ ]?(?:stories|news|from|on|in"
    r"|articles|like|posts|headlines)|also[-_ ]?(?:read|like|on)|see[-_ ]?also|up[-_ ]?next"
    r"|(?:next|prev|previous|other|latest|recent|similar|top)[-_ ]?(?:articles?|posts?|news|story"
    r"|stories|headlines)|outbrain|taboola|right[-_ ]?rail|carousel|advert\w*|sponsored|nav"
    r"|navigation|navbar|menu|breadcrumbs?|masthead|top[-_ ]?bar|site[-_ ]?header"
    r"|todays?[-_ ]?date|current[-_ ]?date|weather|suggest\w*|follow[-_ ]?us|footer|relacionad\w*"
    r"|correlat\w*|verwandt\w*|gerelateerd\w*|weiterlesen|mehr[-_ ]?zum[-_ ]?thema|lees[-_ ]?ook"
    r"|lire[-_ ]?aussi|leggi[-_ ]?anche|lea[-_ ]?tambi[eé]n|leia[-_ ]?tamb[eé]m)(?![a-z])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HOME = frozenset({"", "/", "./", "/home", "/home/", "/index.html", "/index.php", "/en", "/en/"})
_SITE = re.compile(r"logo(?![a-z])|site[-_]?(?:title|name|header|brand)|brand(?![a-z])|masthead")
_PERSON = re.compile(r"author|autor|auteur|byline|/profile|/people/|/by/|/staff/")
# An element with a heading that is a link is another article's, if it is no larger than a teaser.
_TEASER_ELEMENTS = 25
_MAX_HEADINGS, _MAX_PARTS = 200, 5
# What an `<h1>` has over other headings, and what these must have to be the headline.
_FIRST, _ENOUGH = 0.35, 0.75
_UNMARKED = ("p", "div", "span", "dt", "td", "strong", "b", "font", "h5", "h6", "a")
_MAX_UNMARKED, _SHORTEST, _LONGEST = 5_000, 12, 300


class Layout:
    """A page with the headline of its article, as far as it has one."""

    def __init__(self, tree: HtmlElement, titles: list[str], sites: frozenset[str]) -> None:
        self._apart: dict[HtmlElement, bool] = {}
        self._holders: set[HtmlElement] = set()
        self.headline: HtmlElement | None = None
        self.headline = self._headline(tree, titles, sites)
        if self.headline is not None:
            self._holders = {self.headline, *self.headline.iterancestors()}

    def is_apart(self, element: HtmlElement) -> bool:
        """Say whether the element is of something else than the article and its headline."""
        passed: list[HtmlElement] = []
        apart = False
        while element is not None and element not in self._holders:
            known = self._apart.get(element)
            if known is not None:
                apart = known
                break
            passed.append(element)
            if self._stands_apart(element):
                apart = True
                break
            element = element.getparent()  # type: ignore[assignment]
        self._apart.update(dict.fromkeys(passed, apart))
        return apart

    def _stands_apart(self, element: HtmlElement) -> bool:
        tag = element.tag
        if tag in ("html", "body", "main"):
            return False
        if tag in _APART:
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names != " " and _ELSEWHERE.search(_CAMEL.sub("-", names[:500]).lower()):
            return True
        if self.headline is None:
            return False
        # The page's own header and footer, with the date of today.
        if tag in ("header", "footer"):
            return not any(
                one.tag == "article" and one in self._holders for one in element.iterancestors()
            )
        if tag == "article" and any(one.tag == "article" for one in self._holders):
            return True
        return tag in ("article", "li", "section", "div") and _is_teaser(element)

    def _headline(
        self, tree: HtmlElement, titles: list[str], sites: frozenset[str]
    ) -> HtmlElement | None:
        """The heading that is the headline: an `<h1>` before any other, and one that is a title."""
        fitting: list[tuple[float, HtmlElement]] = []
        for number, heading in enumerate(tree.iter(*_HEADINGS)):
            if number == _MAX_HEADINGS:
                break
            text = heading_text(heading)
            same = letters(text).removeprefix("the")
            if not text or same in sites or _is_of_site(heading) or self.is_apart(heading):
                continue
            agreed = max((compare(text, title) for title in titles), default=0.0)
            if heading.tag != "h1" and agreed < _ENOUGH:
                continue
            share = max((_share(text, title) for title in titles), default=0.0)
            fitting.append((agreed + share + _FIRST * (heading.tag == "h1"), heading))
        self._apart.clear()
        if fitting:
            return max(fitting, key=lambda one: one[0])[1]
        return _titled(tree, titles)


def _share(text: str, title: str) -> float:
    """How much of a title a heading is, where it is a part of it; a site's name is little."""
    part, whole = letters(text), letters(title)
    return len(part) / len(whole) if part and part in whole else 0.0


def _titled(tree: HtmlElement, titles: list[str]) -> HtmlElement | None:
    """The first element that is no heading, but whose text the page's title begins or ends with."""
    known = [letters(title[:_LONGEST]) for title in titles]
    for number, element in enumerate(tree.iter(*_UNMARKED)):
        if number == _MAX_UNMARKED:
            break
        text = element.text or ""
        if _SHORTEST < len(text) < _LONGEST:
            same = letters(text)
            # A line above the headline may open the title as well; it is the shorter part.
            if len(same) > _SHORTEST and any(
                len(title) < 2 * len(same) and (title.startswith(same) or title.endswith(same))
                for title in known
            ):
                return element
    return None


def heading_text(heading: HtmlElement) -> str:
    """The text of a heading in one line."""
    return _line(heading)


def headline_text(heading: HtmlElement, titles: list[str]) -> str:
    """The text of a headline, without a part of its own that the page's titles do not have."""
    whole = _line(heading)
    known = [letters(title) for title in titles]
    if len(heading) == 0 or any(letters(whole) in title for title in known):
        return whole
    own = [heading.text or "", *(inner.tail or "" for inner in heading)]
    parts = [" ".join(" ".join(own).split()), *map(_line, heading[:_MAX_PARTS])]
    for part in parts:
        same = letters(part)
        if len(same) > _SHORTEST and any(same in title for title in known):
            return part
    return whole


def _line(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())[:1_000]


def _is_of_site(heading: HtmlElement) -> bool:
    """Say whether a heading is the site's name: it is called so, or leads to the home page."""
    parent = heading.getparent()
    around = [heading, *([parent] if parent is not None else [])]
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    return any(_SITE.search(name[:500].lower()) for name in names) or _links_home(heading)


def _links_home(heading: HtmlElement) -> bool:
    links = heading.findall(".//a[@href]")
    parent = heading.getparent()
    if parent is not None and parent.tag == "a":
        links.append(parent)
    return any(link.get("rel") == "home" or _is_home(link.get("href") or "") for link in links)


def _is_home(address: str) -> bool:
    rest = re.sub(r"^(?:https?:)?//[^/]*", "", address.strip())
    return rest in _HOME and address.strip() != ""


def _links_article(heading: HtmlElement) -> bool:
    """Say whether a heading is a link, and not to a person."""
    parent = heading.getparent()
    links = heading.findall(".//a")
    links += [parent] if parent is not None and parent.tag == "a" else []
    named = [f"{one.get('class') or ''} {one.get('href') or ''}" for one in [*links, heading]]
    return bool(links) and not any(_PERSON.search(name[:500].lower()) for name in named)


def _is_teaser(element: HtmlElement) -> bool:
    linked = False
    for size, inner in enumerate(element.iter()):
        if size > _TEASER_ELEMENTS:
            return False
        if inner.tag in _HEADINGS:
            linked |= _links_article(inner)
    return linked
