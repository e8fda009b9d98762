"""The names of months in the languages in which pages of news state their dates."""

from __future__ import annotations

import unicodedata
from functools import cache

# As a date has them, so that Slavic ones are genitives.
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
    " syyskuuta lokakuuta marraskuuta joulukuuta",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sk": "januára februára marca apríla mája júna júla augusta septembra októbra novembra"
    " decembra",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
    " decembrie",
    "hu": "január február március április május június július augusztus szeptember október november"
    " december",
    "el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου"
    " οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
}
# Spellings that are no beginnings of those above.
_OTHER = {
    "jänner": 1,
    "feber": 2,
    "jui": 7,
    "jul": 7,
    "setiembre": 9,
    "mrt": 3,
    "mrz": 3,
    "dez": 12,
    "maj": 5,
}
_OTHER |= {"май": 5, "август": 8, "март": 3, "sept": 9, "janv": 1, "ene": 1}
_SHORTEST = 3


def month_of(word: str, language: str) -> int | None:
    """Return the number of the month that a word names, whole or by its beginning.

    It is looked for in the language, then in English, then in all others.
    """
    plain = _plain(word)
    if len(plain) < _SHORTEST:
        return None
    for known in (language, "en", *_MONTHS):
        number = _names(known).get(plain)
        if number is not None:
            return number
    return _others().get(plain)


@cache
def _names(language: str) -> dict[str, int]:
    """The names and those beginnings of them that are of one month alone."""
    months = [_plain(name) for name in _MONTHS.get(language, "").split()]
    found: dict[str, int] = {}
    for number, name in enumerate(months, 1):
        for length in range(_SHORTEST, len(name) + 1):
            part = name[:length]
            if sum(other.startswith(part) for other in months) == 1:
                found[part] = number
    return found


@cache
def _others() -> dict[str, int]:
    return {_plain(word): number for word, number in _OTHER.items()}


def _plain(word: str) -> str:
    """A word in small letters without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
