"""The demo's own pages: imprint, about, privacy. What is there is left alone."""

from pathlib import Path

from articles import own_pages
from articles.body.cleaning import clean
from articles.models import Page
from newsroom.models import User

FOLDER = Path(__file__).parent / "pages"
#: Kind: title, short name in the footer, what search engines are told.
PAGES = {
    "about": ("About The Harbour Ledger", "About us", "Who makes this paper, who pays for it, how we work."),
    "imprint": ("Imprint", "", "Who publishes The Harbour Ledger and how to reach us."),
    "privacy": ("Privacy", "", "What we keep of you, which is little, and what you may ask of us."),
}


def make_pages(*, by: User) -> None:
    for order, (kind, (name, label, description)) in enumerate(PAGES.items(), start=1):
        if Page.objects.filter(kind=kind).exists():
            continue
        page = Page(
            name=name,
            slug=kind,
            kind=kind,
            label=label,
            description=description,
            order=order * 10,
            body=clean((FOLDER / f"{kind}.html").read_text("utf-8")),
        )
        own_pages.saved(page, by=by)
        own_pages.publish(page, by=by)
