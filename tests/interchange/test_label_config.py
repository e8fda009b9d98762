"""What labelling interfaces say, and that none of them does harm."""

from __future__ import annotations

import pytest

from service.interchange.label_config import (
    MAX_CHARACTERS,
    Option,
    WrongInterface,
    read_interface,
)

TOPICS = ("crime", "diplomacy", "other", "politics")
TEXT = '<Text name="article" value="$text"/>'
CHOICES = (
    '<Choices name="topic" toName="article">'
    '<Choice value="Crime"/><Choice value="Foreign affairs" alias="diplomacy"/></Choices>'
)


def view(*tags: str) -> str:
    """An interface of these tags."""
    return f"<View>{''.join(tags)}</View>"


def test_the_article_and_what_is_chosen_about_it_are_found() -> None:
    """The text's name and place in the data, its choices and its labels, at any depth."""
    labels = '<Labels name="span" toName="article"><Label value="Article"/></Labels>'
    found = read_interface(
        view(f"<View>{TEXT}</View>", "<Header value='Topic?'/>", CHOICES, labels)
    )
    assert (found.text, found.field, found.is_html) == ("article", "text", False)
    (topic,), (span,) = found.choices, found.labels
    assert (topic.name, span.name) == ("topic", "span")
    assert topic.options == (Option("Crime"), Option("Foreign affairs", "diplomacy"))
    assert span.options == (Option("Article"),)


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("crime", "Crime"),
        ("CRIME", "Crime"),
        ("diplomacy", "diplomacy"),
        ("foreign affairs", "diplomacy"),
        ("politics", None),
    ],
)
def test_a_choice_is_found_by_alias_or_value(name: str, result: str | None) -> None:
    """Case does not matter, and results have the alias where there is one."""
    option = read_interface(view(TEXT, CHOICES)).choices[0].find(name)
    assert (option and option.result) == result


def test_an_alias_comes_before_a_value() -> None:
    """Where one choice is called what another stands for, the name is the other's."""
    either = '<Choice value="crime" alias="other"/><Choice value="Unlawful" alias="crime"/>'
    choices = f'<Choices name="topic" toName="article">{either}</Choices>'
    option = read_interface(view(TEXT, choices)).choices[0].find("crime")
    assert option == Option("Unlawful", "crime")


def test_the_choices_of_topics_are_told_from_others() -> None:
    """Of several questions about an article the one with the topics is meant; none may be."""
    mood = '<Choices name="mood" toName="article"><Choice value="Glad"/></Choices>'
    found = read_interface(view(TEXT, mood, CHOICES)).choices_for(TOPICS)
    assert found is not None
    assert found.name == "topic"
    assert read_interface(view(TEXT, mood)).choices_for(TOPICS) is None


@pytest.mark.parametrize("more", ['perRegion="true"', 'perItem="true"', 'toName="headline"'])
def test_choices_about_something_else_are_not_the_articles(more: str) -> None:
    """Choices about a span, or about another tag, say nothing of the article."""
    tag = f'<Choices name="topic" toName="article" {more}><Choice value="crime"/></Choices>'
    tag = tag if "perRe" in more or "perItem" in more else tag.replace('toName="article" ', "")
    with pytest.raises(WrongInterface, match="no text with choices"):
        read_interface(view(TEXT, tag))


def test_of_several_texts_the_one_with_choices_is_the_article() -> None:
    """A headline that is shown beside the article is passed over, and a page may be shown."""
    page = '<Text name="headline" value="$title"/><HyperText name="article" value="$html"/>'
    found = read_interface(view(page, CHOICES))
    assert (found.text, found.field, found.is_html) == ("article", "html", True)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("", "not XML"),
        ("<View>", "not XML"),
        (view(), "no text with choices"),
        (view(TEXT), "no text with choices"),
        (view('<Text name="article" value="Read this"/>', CHOICES), "no text with choices"),
        (view('<Text name="article" value="$u" valueType="url"/>', CHOICES), "no text with"),
        (view('<Image name="article" value="$image"/>', CHOICES), "no text with choices"),
        (view("<!-- " + "x" * MAX_CHARACTERS + " -->"), "the limit is 100,000"),
        (view("\ud800"), "not XML"),
    ],
)
def test_an_interface_that_does_not_fit_is_told(xml: str, told: str) -> None:
    """No XML, no article, nothing to choose, or too long."""
    with pytest.raises(WrongInterface, match=told):
        read_interface(xml)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE View [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE View [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE View SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_entities_are_not_declared(head: str) -> None:
    """A document type, by which a few lines make gigabytes or read a file, is refused."""
    with pytest.raises(WrongInterface, match="document type"):
        read_interface(head + view(TEXT, CHOICES))


def test_a_document_type_is_not_hidden_by_another_charset() -> None:
    """In UTF-7 this would declare an entity; here it is not XML, whatever it says of itself."""
    hidden = '+ADwAIQ-DOCTYPE View +AFsAPAAh-ENTITY a "x"+AD4AXQA+-'
    with pytest.raises(WrongInterface, match="not XML"):
        read_interface('<?xml version="1.0" encoding="UTF-7"?>' + hidden + view(TEXT, CHOICES))


def test_a_charset_that_is_stated_does_no_harm() -> None:
    """Text is text, whatever it says of the bytes that it once was."""
    xml = '<?xml version="1.0" encoding="latin-1"?>' + view(
        TEXT, CHOICES.replace("Crime", "Kriminalität")
    )
    assert read_interface(xml).choices[0].options[0].value == "Kriminalität"
