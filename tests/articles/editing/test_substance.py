"""Which changes of a text readers are told of, unless an editor decides otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.copies import Copy, CopyByline
from articles.editing.comparing import is_substantive

BEFORE = Copy(
    headline="Ferry crews call a strike",
    standfirst="The company runs six sailings.",
    body="<p>The accommodation was for 1.5 million, they said.</p>",
)


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Ferry crews call no strike"},
        {"standfirst": "The company runs five sailings."},
        {"body": BEFORE.body.replace("1.5", "1.55")},
        {"body": BEFORE.body.replace("1.5", "5.1")},
        {"body": BEFORE.body + "<p>A new paragraph.</p>"},
        {"body": BEFORE.body.replace("million", "billion")},
        {"key_points": "A point"},
        {
            "body": f'{BEFORE.body}<news-block data-kind="quote" data-text="We sail." data-by="Jo"></news-block>'
        },
    ],
)
def test_other_words_and_figures_are(change):
    assert is_substantive(BEFORE, replace(BEFORE, **change))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"headline": "Ferry Crews Call a Strike!"},
        {"body": BEFORE.body.replace("accommodation", "accomodation")},
        {"body": BEFORE.body.replace("they said", "<strong>tehy</strong> said")},
        {"bylines": (CopyByline(1, "Jo", "by"),), "section": 2, "slug": "other"},
    ],
)
def test_slips_signs_and_what_stands_around_the_text_are_not(change):
    assert not is_substantive(BEFORE, replace(BEFORE, **change))
