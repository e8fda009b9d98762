"""Telling what stands between the posts of a live blog: their times, and the buttons to share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.articles.furniture.kinds import Kind

_TIME = re.compile(
    r"(?:posted |published )?(?:at |à |um |a las |alle |às |om )?"
    r"(?:(?:[^\W\d_]{2,10}\.?,? )?\d{1,2}\.? [^\W\d_]{3,12}(?: 20\d\d)?,? )?"
    r"([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?:[:.][0-5]\d)?\s?(?:([ap])\.?m\.?\b|uhr|ч)?"
    r"(?: ?\(?[a-z]{2,4}\)?| мск)?(?:,? \d{1,2}\.? [^\W\d_]{3,12}(?: 20\d\d)?)?"
    r"(?: [|–—·-])?(?: share)?\W*",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:vor |il y a |hace |há )?\d{1,2} ?(?:m|h|min|mins|minutes?|hours?|hrs?|minuten|stunden?"
    r"|minutos?|heures?|horas?|minuti|ore|minut|мин|хв)\.?"
    r"(?: ago| fa| atrás| geleden| temu| назад| тому)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|atualizado"
    r"|bijgewerkt|zaktualizowano|обновлено|оновлено)\b(?=\D{0,12}\d)[\w\s.:,]{3,40}",
    re.IGNORECASE,
)
_LABELS = frozenset(
    label
    for line in """
share page|about sharing|share this with
share|share this|share this post|share post|share update|share on facebook|share on twitter
share on x|share via email|share on whatsapp|copy link|link copied|tweet|post|key event|key events
key moment|key update|pinned|pinned post
show key events only|show all|hide key events|show key events
newest first|oldest first|sort by|most recent first|load more|load more updates|show more updates
new updates|refresh|jump to comments|report this post|view image in fullscreen|view post
back to top|follow live|live|live updates|permalink|breaking|comment
teilen|beitrag teilen|link kopieren|wichtiges ereignis|wichtige ereignisse|neueste zuerst
älteste zuerst|nur wichtige ereignisse anzeigen|mehr laden|weitere einträge laden|aktualisieren
partager|copier le lien|temps fort|temps forts|l'essentiel|les plus récents|afficher plus|en direct
compartir|copiar enlace|momento clave|momentos clave|más recientes|cargar más|en directo
condividi|copia link|momento chiave|momenti chiave|carica altri|in diretta|più recenti
compartilhar|partilhar|copiar link|momento-chave|carregar mais|ao vivo|em direto|mais recentes
delen|deel|link kopiëren|belangrijk moment|meer laden|nieuwste eerst
udostępnij|kopiuj link|ważne|najnowsze|wczytaj więcej|na żywo
поделиться|скопировать ссылку|главное|показать ещё|показать еще|сначала новые
поділитися|скопіювати посилання|головне|показати ще|спочатку нові
""".strip().splitlines()
    for label in line.split("|")
)
_DIGIT = re.compile(r"\d")
_EDGES = " \t•·●|›»>→↗*+-–—_.:…()[]"
# So many posts make a live blog, of at most so many lines each.
_MIN_POSTS, _MAX_LINES = 3, 30
_NAME_WORDS, _LONGEST = 4, 60


def is_post_time(text: str) -> bool:
    """Say whether a line is the time of a post, by the clock or ago, or of its last change."""
    if len(text) > _LONGEST or _DIGIT.search(text) is None:
        return False
    return (
        _TIME.fullmatch(text) is not None
        or _AGO.fullmatch(text) is not None
        or _UPDATED.fullmatch(text) is not None
    )


def is_post_label(text: str) -> bool:
    """Say whether a line is what one presses under a post, or a label above it."""
    return len(text) <= _LONGEST and text.strip(_EDGES).lower() in _LABELS


def find_posts(texts: Sequence[str], prose: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the posts of a live blog, as half-open ranges of lines; none where it is none.

    `prose` says of each line whether it is a sentence. Between two posts is a time or a label of
    the same sort, at least three times; what a list of times and names has between is no prose.
    """
    labels = [index for index, text in enumerate(texts) if is_post_label(text)]
    times = [index for index, text in enumerate(texts) if is_post_time(text)]
    if len(labels) < _MIN_POSTS and len(times) < _MIN_POSTS:
        return []
    # What was so long ago stands under the teasers of a front page too.
    by_clock = sum(_TIME.fullmatch(texts[index]) is not None for index in times)
    if times and 2 * by_clock < len(times):
        return []
    # Labels stand under their posts, and times above: the last of either is an end.
    for edges in ([*times, _last_end(labels, times, prose)], [-1, *labels]):
        if len(edges) <= _MIN_POSTS:
            continue
        # Labels may stand in rows: what is between two of a row is no post.
        posts = [(start + 1, end) for start, end in pairwise(edges) if end - start > 1]
        full = [
            (start, end)
            for start, end in posts
            if end - start <= _MAX_LINES and any(prose[start:end])
        ]
        if len(full) >= _MIN_POSTS and 3 * len(full) >= 2 * len(posts):
            return full
    return []


def _last_end(labels: Sequence[int], times: Sequence[int], prose: Sequence[bool]) -> int:
    """Where the post behind the last time ends: at the first label behind its prose."""
    begun = times[-1] if times else 0
    while begun < len(prose) and not prose[begun]:
        begun += 1
    return next((index for index in labels if index > begun), len(prose))


def name_around_posts(texts: Sequence[str], posts: Sequence[tuple[int, int]]) -> dict[int, Kind]:
    """Return what of a live blog is a time, a label, or who wrote a post, by its line."""
    first, last = posts[0][0] - 1, posts[-1][1]
    named: dict[int, Kind] = {}
    for index in range(max(0, first - 3), min(len(texts), last + 1)):
        if is_post_label(texts[index]):
            named[index] = "navigation"
        elif is_post_time(texts[index]):
            named[index] = "timestamp"
    names: dict[str, list[int]] = {}
    for index in range(max(0, first), min(len(texts), last + 1)):
        beside = index - 1 in named or index + 1 in named
        if beside and index not in named and _is_name(texts[index]):
            names.setdefault(texts[index], []).append(index)
    for found in names.values():
        if len(found) > 1:
            named.update((index, "byline") for index in found)
    return named


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= _NAME_WORDS and all(word[0].isupper() for word in words)
