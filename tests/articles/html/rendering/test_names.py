"""Tests of `service.articles.html.rendering.naming`: what authors call their elements."""

from __future__ import annotations

import pytest

from service.articles.html.rendering.naming import Named, read_names


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("article-body", Named.ARTICLE | Named.BODY),
        ("ArticleBody__content", Named.ARTICLE | Named.BODY | Named.CONTENT | Named.ARTICLE_BODY),
        ("articlebody", Named.ARTICLE_BODY),
        ("js-relatedPosts2 c-nav", Named.RELATED | Named.POST | Named.NAV),
        ("AD_SLOT", Named.ADVERT),
        ("comment_list", Named.COMMENT | Named.LIST),
        ("werbung kommentare", Named.ADVERT | Named.COMMENT),
        ("shadow header2", Named.HEADER),
        ("css-1x9z shadows", Named(0)),
        ("", Named(0)),
    ],
)
def test_names_are_read_in_every_way_of_writing(value: str, named: Named) -> None:
    """Hyphens, underscores, capitals and digits part words; parts of words are none."""
    assert Named(read_names(value)) == named
