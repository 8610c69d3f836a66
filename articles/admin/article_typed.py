"""What stands in a story form that was sent and is not saved."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from articles.copies import Copy
from articles.forms.article import ArticleForm
from articles.forms.rows import RowsFormSet
from articles.forms.typed import typed
from articles.models import Article


@dataclass(frozen=True)
class Typed:
    #: As it is typed, but for what a Copy does not say: no row is written.
    article: Article
    form: ArticleForm
    lists: list[RowsFormSet]
    copy: Copy
    #: Whether something is left out that cannot be saved as it is.
    held_back: bool


def typed_story(desk: Any, request: HttpRequest, pk: int | None) -> Typed:
    """Nothing is saved, and nobody's save is in the way. `pk` None: a new story."""
    if pk is None and not desk.has_add_permission(request):
        raise PermissionDenied
    article = Article() if pk is None else desk.row(request, pk)
    form_class = desk.get_form(request, article if pk else None, change=bool(pk))
    lists, _inlines = desk._create_formsets(request, article, change=bool(pk))
    form = form_class(request.POST, instance=article)
    copy, held_back = typed(form, lists)
    return Typed(article, form, lists, copy, held_back)
