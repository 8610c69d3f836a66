"""A paper as a piece of HTML, with its own sheet of styles (newsroom/static/reader/paper.css), fit to be
printed."""

from django.template.loader import render_to_string

from membership.receipt_documents.layout import layout
from membership.receipt_documents.paper import Paper


def as_html(paper: Paper, *, void: bool = False) -> str:
    """The fragment <article class="paper">, in the language of the paper. Everything is escaped."""
    told = {
        "paper": paper,
        "set": layout(paper, void=void),
        "labels": dict(paper.labels),
        "said": {place: paper.said(place) for place in ("head", "body", "foot")},
    }
    return render_to_string("membership/paper/paper.html", told)
