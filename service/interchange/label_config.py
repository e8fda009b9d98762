"""Label Studio's labelling interfaces: what of a task is the article, and where its topic goes.

An interface is XML. Of its tags the text, the choices about the whole of it, and the labels for
its spans are read; what else there is does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

#: Interfaces are some hundred characters long, those with a choice of all countries some 20,000.
MAX_CHARACTERS = 100_000

_EXAMPLE = '<Text name="article" value="$text"/> and <Choices name="topic" toName="article">'
_TEXTS = {"Text": False, "HyperText": True}
_FIELD = re.compile(r"\$(\S+)")
# A document type may declare entities, of which a few lines make gigabytes.
_DOCTYPE = "<!DOCTYPE"


class WrongInterface(ValueError):
    """An interface that is no XML, or has no place for an article or for what is found in it."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several choices or labels: what it is called, and what results call it."""

    value: str
    alias: str | None = None

    @property
    def result(self) -> str:
        """What results call it."""
        return self.alias or self.value


@dataclass(frozen=True, slots=True)
class Control:
    """What an annotator chooses with: its name, and what there is to choose."""

    name: str
    options: tuple[Option, ...]
    # Each article asks it, and there may be thousands of options.
    _named: dict[str, Option] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note what each name stands for; of several options with one, the first."""
        first = self.options[::-1]
        named = {option.value.casefold(): option for option in first}
        named |= {option.alias.casefold(): option for option in first if option.alias is not None}
        object.__setattr__(self, "_named", named)

    def find(self, name: str) -> Option | None:
        """Return the option of this alias or, if there is none, value; case does not matter."""
        return self._named.get(name.casefold())


@dataclass(frozen=True, slots=True)
class Interface:
    """Where the article of a task is, and what is chosen about it.

    `text` is the name of the tag that shows the article, `field` its place in the data of a task.
    """

    text: str
    field: str
    is_html: bool
    choices: tuple[Control, ...]
    labels: tuple[Control, ...]

    def choices_for(self, topics: Iterable[str]) -> Control | None:
        """Return the choices that topics are among, of several those that have the most."""
        names = [*topics]

        def known(control: Control) -> int:
            return sum(control.find(name) is not None for name in names)

        best = max(self.choices, key=known, default=None)
        return best if best is not None and known(best) else None


def read_interface(xml: str) -> Interface:
    """Return what an interface says; raises `WrongInterface`."""
    root = _parse(xml)
    for tag in root.iter(*_TEXTS):
        name, field = tag.get("name"), _FIELD.fullmatch(tag.get("value", "").strip())
        if not name or field is None or tag.get("valueType") == "url":
            continue
        controls = Interface(
            text=name,
            field=field[1],
            is_html=_TEXTS[str(tag.tag)],
            choices=tuple(_controls(root, name, "Choices", "Choice")),
            labels=tuple(_controls(root, name, "Labels", "Label")),
        )
        if controls.choices or controls.labels:
            return controls
    raise WrongInterface(
        "it has no text with choices or labels that belong to it; an interface that fits has"
        f" {_EXAMPLE}"
    )


def _parse(xml: str) -> etree._Element:
    if len(xml) > MAX_CHARACTERS:
        raise WrongInterface(f"it has {len(xml):,} characters; the limit is {MAX_CHARACTERS:,}")
    if _DOCTYPE in xml:
        raise WrongInterface("it has a document type, which no interface needs; leave it out")
    # What the text says of its own encoding is passed over, for it could hide a document type.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise WrongInterface(f"it is not XML: {str(error)[:200]}") from None


def _controls(root: etree._Element, text: str, kind: str, kind_of_option: str) -> Iterator[Control]:
    """The controls of a kind that are about the whole text, or mark it."""
    for tag in root.iter(kind):
        is_of_part = "true" in (tag.get("perRegion"), tag.get("perItem"))
        if is_of_part or text not in tag.get("toName", "").split(","):
            continue
        options = tuple(
            Option(option.get("value", ""), option.get("alias") or None)
            for option in tag.iter(kind_of_option)
            if option.get("value")
        )
        if options and (name := tag.get("name")):
            yield Control(name, options)
