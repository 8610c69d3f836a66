"""What stands in a story form, as a Copy: nothing of it is saved."""

from collections.abc import Iterable
from typing import Any

from articles.body import parts
from articles.copies import Copy
from articles.editing.copying import copy_with
from articles.editing.saving import links_of_text, photos_of_text
from articles.forms.article import ArticleForm
from articles.forms.lists import LinkRows
from articles.forms.rows import RowsFormSet


def typed(form: ArticleForm, lists: Iterable[RowsFormSet]) -> tuple[Copy, bool]:
    """The copy that a save would make, and whether something is left out that cannot be saved as it is.

    Of a field that cannot be saved the saved words are shown; a row or a new topic like that is left out.
    """
    valid = [form.is_valid(), *(rows.is_valid() for rows in lists)]
    article = form.instance
    rows: dict[str | None, list[Any]] = {each.prefix: each.rows() for each in lists}
    for each in lists:
        for wanted, target in each.answers() if isinstance(each, LinkRows) else ():
            article.body = parts.answer(article.body, wanted=wanted, identity=target.pk)
    cut, hung = parts.cut(article.body), {use.photo_id for use in rows["photo_uses"]}
    copy = copy_with(
        article,
        bylines=rows["bylines"],
        photos=[*rows["photo_uses"], *photos_of_text(article, cut, hung)],
        links=[*links_of_text(article, cut), *rows["related_links"]],
        topics=[topic for topic in form.cleaned_data.get("topics", ()) if topic.pk],
    )
    return copy, not all(valid)
