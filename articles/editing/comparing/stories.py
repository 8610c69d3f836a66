"""Two copies of a story, field by field, in the order in which the form has them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.copies import Copy, CopyLink
from articles.editing.comparing.bodies import body_rows
from articles.editing.comparing.folding import Comparison
from articles.editing.comparing.names import Names
from articles.editing.comparing.pictures import picture_rows
from articles.editing.comparing.rows import Row, list_row, text_row, yes_or_no
from articles.models import Article, Role


def compare(before: Copy, after: Copy) -> Comparison:
    """What a reader or an editor would find different. Identities are given the names that their copy has."""
    both = (before, after)
    names = Names.of(
        (use.photo for copy in both for use in copy.photos),
        (link.target for copy in both for link in copy.links if link.target),
        (copy.cut for copy in both),
    )
    return Comparison.of(_rows(before, after, names))


def _rows(before: Copy, after: Copy, names: Names) -> Iterator[Row]:
    yield from text_row(_("Headline"), before.headline, after.headline, shape="headline")
    yield from text_row(_("Standfirst"), before.standfirst, after.standfirst)
    yield from text_row(_("Kicker"), before.kicker, after.kicker)
    yield from list_row(_("In short"), before.points, after.points)
    yield from body_rows(before.cut, after.cut, names)
    yield from list_row(_("Bylines"), _bylines(before), _bylines(after))
    yield from list_row(_("Partner"), _partner(before), _partner(after))
    yield from picture_rows(before.photos, after.photos, names)
    yield from text_row(_("Section"), before.section_name, after.section_name)
    yield from list_row(_("Topics"), _topics(before), _topics(after), shape="chips")
    yield from list_row(_("Related"), _related(before, names), _related(after, names))
    yield from list_row(_("Flags"), _flags(before), _flags(after))


def _bylines(copy: Copy) -> list[str]:
    roles = dict(Role.choices)
    return [f"{line.name}, {str(roles.get(line.role, line.role)).lower()}" for line in copy.bylines]


def _partner(copy: Copy) -> list[str]:
    return [said for said in (copy.outlet_name, copy.outlet_url) if said]


def _topics(copy: Copy) -> list[str]:
    return [use.name for use in copy.topics]


def _related(copy: Copy, names: Names) -> list[str]:
    """The related list; READ lines stand in the text, and are compared there."""
    return [_link(link, names) for link in copy.links if link.place == "list"]


def _link(link: CopyLink, names: Names) -> str:
    if link.target:
        return names.story(link.target)
    return link.wanted or f"{link.title} ⟨{link.url}⟩"


def _flags(copy: Copy) -> list[str]:
    places = dict(Article.Prominence.choices)
    return [
        _("Kind: %(said)s") % {"said": dict(Article.Kind.choices).get(copy.kind, copy.kind)},
        _("Address: %(said)s") % {"said": copy.slug or "–"},
        _("On the front page: %(said)s") % {"said": places.get(copy.prominence, copy.prominence)},
        _("Sensitive: %(said)s") % {"said": yes_or_no(copy.sensitive)},
    ]
