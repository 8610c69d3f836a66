"""Choosing a row by typing part of its name; nobody ever sees or types an id."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Topic, TopicUse
from articles.transliteration import same_name
from newsroom.desk.autocompletes import SentSelect
from newsroom.row_numbers import may_be_a_row

#: Stands before the name of a topic that is not there yet, so that a name such as “2024” is no identity.
NEW = "+"
NAME_LENGTH = 100


class Typed(AutocompleteMixin):
    """Its field to type in is our own (static/articles/choosing.js), which needs no library."""

    media = forms.Media()
    #: The row of the list that makes a new one, with {name} in it; none is offered if it is empty.
    add_words: Any = ""
    #: Where it is made at once. If empty, it is made when the form is saved.
    make = ""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> Any:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        # What is left out is for a library that is not there.
        kept = {name: value for name, value in attrs.items() if name not in _OF_SELECT2}
        return {
            **kept,
            "data-chosen-by-name": True,
            "data-add-words": self.add_words or False,
            "data-make": self.make or False,
        }


_OF_SELECT2 = {
    *("class", "lang", "data-theme", "data-allow-clear", "data-placeholder"),
    *("data-ajax--cache", "data-ajax--delay", "data-ajax--type"),
}


class KnownSelect(Typed, SentSelect):
    """An autocomplete that is told the row it shows, so that showing it asks the database nothing."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        if self.known is None or [str(each) for each in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        chosen = self.create_option(name, self.known.pk, str(self.known), True, 1)
        return [(None, [self.create_option(name, "", "", False, 0), chosen], 0)]


def tell(field: forms.Field, row: models.Model | None) -> None:
    """Tell an autocomplete field which row it will show."""
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, KnownSelect):
        widget.known = row


class TopicsSelect(Typed, AutocompleteSelectMultiple):
    known: Iterable[Topic] = ()

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        labels = {str(topic.pk): topic.name for topic in self.known}
        asked = {each for each in value if each not in labels and may_be_a_row(each)}
        if asked:
            labels |= {str(topic.pk): topic.name for topic in Topic.objects.filter(pk__in=asked)}
        labels |= {each: each[1:] for each in value if str(each).startswith(NEW)}
        options = [
            self.create_option(name, each, labels[each], True, index)
            for index, each in enumerate(value)
            if each in labels
        ]
        return [(None, options, 0)]


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics in the order chosen. Those that are not there yet come as unsaved Topics."""

    def __init__(self, **kwargs: Any) -> None:
        from django.contrib import admin

        kwargs.setdefault("widget", TopicsSelect(TopicUse._meta.get_field("tag"), admin.site))
        super().__init__(Topic.objects.all(), required=False, label=gettext_lazy("Topics"), **kwargs)

    def clean(self, value: Any) -> Any:
        values = [str(each) for each in value or ()]
        there = [each for each in values if not each.startswith(NEW)]
        for each in there:
            if not may_be_a_row(each):
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": each})
        known = super().clean(there)
        by_key = {str(topic.pk): topic for topic in known}
        topics = [by_key.get(each) or _named(each[1:]) for each in values]
        once: dict[str, Topic] = {}
        for topic in topics:
            once.setdefault(same_name(topic.name), topic)
        return list(once.values())


def _named(name: str) -> Topic:
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("A topic needs a name."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("A topic's name may have 100 letters. Shorten it."))
    return Topic.objects.called(name) or Topic(name=name)
