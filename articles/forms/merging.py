"""A story form that is merged with what was saved meanwhile: out of what was posted, and back into it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from articles.copies import Copy, CopyTopic
from articles.editing.merging.pieces import UNKNOWN
from articles.editing.merging.stories import OnDesk
from articles.forms.article import MINUTE, ON_DESK, ArticleForm
from articles.forms.choosing import NEW
from articles.forms.rows import RowsFormSet
from articles.forms.typed import typed
from articles.models import Article, RelatedLink

WORDS = (
    *("headline", "standfirst", "kicker", "key_points", "body"),
    *("kind", "slug", "outlet", "outlet_url", "section", "prominence"),
)


def typed_copy(form: ArticleForm, lists: Iterable[RowsFormSet]) -> Copy:
    """What stands in a form without errors, with the topics that are new."""
    copy, _left_out = typed(form, lists)
    topics = form.cleaned_data.get("topics", ())
    return replace(copy, topics=tuple(CopyTopic(topic.pk or 0, topic.name) for topic in topics))


def on_desk(form: ArticleForm, saved: Article) -> OnDesk:
    """As this form was opened, as it stands in it, as it is saved: all as a form sends it."""
    return (
        {name: _opened(form.data.get(f"initial-{name}")) for name in ON_DESK},
        {name: _sent(form.cleaned_data[name]) for name in ON_DESK},
        {name: _sent(getattr(saved, name)) for name in ON_DESK},
    )


def _opened(said: str | None) -> Any:
    """What a form was opened with: a moment to the minute, as `_sent` writes it."""
    return UNKNOWN if said is None else said.replace(" ", "T")[: len("2026-03-12T22:00")]


def as_posted(posted: QueryDict, copy: Copy, desk: dict[str, Any], saved: Article, version: int) -> QueryDict:
    """The form as if it had been opened with the copy that is saved now, and this had been typed into it."""
    data = posted.copy()
    for name in WORDS:
        data[name] = _sent(getattr(copy, name))
    data["sensitive"] = "on" if copy.sensitive else ""
    data.setlist("topics", [str(topic.topic or f"{NEW}{topic.name}") for topic in copy.topics])
    for name, value in desk.items():
        data[name], data[f"initial-{name}"] = value, _sent(getattr(saved, name))
    data["revision"], data["opened"] = str(saved.revision), str(version)
    links = (link for link in copy.links if link.place != RelatedLink.Place.TEXT)
    _fill(data, "bylines", ({"author": line.author, "role": line.role} for line in copy.bylines))
    _fill(data, "photo_uses", (vars(use) for use in copy.photos))
    _fill(data, "related_links", (vars(link) for link in links))
    return data


def _fill(data: QueryDict, prefix: str, rows: Iterable[dict[str, Any]]) -> None:
    """One list of the form, all of its rows as new ones: it is written as a whole."""
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    count = 0
    for count, row in enumerate(rows, start=1):
        for name, value in {**row, "order": count - 1}.items():
            if value is not False:
                data[f"{prefix}-{count - 1}-{name}"] = _sent(value)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(count), "0"


def _sent(value: Any) -> str:
    """A value as a form sends it."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return timezone.localtime(value).strftime(MINUTE)
    return str(getattr(value, "pk", value))
