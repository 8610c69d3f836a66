"""Which pictures are looked for: by words, creator, licence, date and where they are used."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Edition, EditionPhoto, Licence, PageEditionPhoto, PhotoUse
from articles.transliteration import fold

#: A picture that readers saw so lately is one that they know.
LATELY = timedelta(days=7)
#: Of what is typed into a search, so many words are looked for.
MOST_WORDS = 8


def with_words(words: str) -> Q:
    """Each word stands in one of the two columns, in plain letters."""
    found = Q()
    for word in fold(words).split()[:MOST_WORDS]:
        found &= Q(words__contains=word) | Q(credit__words__contains=word)
    return found


def _of(rows: Any) -> Q:
    """Asked of each picture by itself: joined, they are as many rows as all of them multiplied."""
    return Q(Exists(rows))


def _shown(**which: Any) -> Any:
    return EditionPhoto.objects.filter(photo=OuterRef("pk"), **which)


def _now(shown: Any) -> Q:
    return _of(shown.filter(Exists(Edition.objects.readable().filter(pk=OuterRef("edition")))))


def _in_story(place: str) -> Q:
    here = PhotoUse.objects.filter(photo=OuterRef("pk"), place=place)
    return _of(here) | _now(_shown(place=place))


def _portraits() -> Q:
    return _of(Author.objects.filter(portrait=OuterRef("pk")))


def _own_pages() -> Q:
    return _of(PageEditionPhoto.objects.filter(photo=OuterRef("pk")))


def unused() -> Q:
    """Those that stand nowhere and never did."""
    return ~(_of(PhotoUse.objects.filter(photo=OuterRef("pk"))) | _of(_shown()) | _portraits() | _own_pages())


def _lately() -> Q:
    return _of(_shown(edition__live_from__gt=timezone.now() - LATELY))


USES = {
    "lead": (_("As the lead of a story"), lambda: _in_story("lead")),
    "text": (_("In the text of a story"), lambda: _in_story("text")),
    "portrait": (_("As a portrait"), _portraits),
    "page": (_("On an own page"), _own_pages),
    "lately": (_("Published in the last 7 days"), _lately),
    "not-lately": (_("Not published in the last 7 days"), lambda: ~_lately()),
    "never": (_("Not used yet"), unused),
}


class SoughtForm(forms.Form):
    creator = forms.CharField(label=_("Creator"), required=False, max_length=120)
    licence = forms.ModelChoiceField(
        label=_("Licence"), queryset=Licence.objects.all(), required=False, empty_label=_("Any")
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    used = forms.ChoiceField(
        label=_("Used"),
        required=False,
        choices=[("", _("Anywhere or nowhere")), *((key, name) for key, (name, _rows) in USES.items())],
    )

    def condition(self) -> Q:
        """What holds of the pictures that are looked for. A field with nonsense asks for nothing."""
        self.full_clean()
        said = self.cleaned_data
        found = Q()
        for word in fold(said.get("creator") or "").split():
            found &= Q(credit__words__contains=word)
        if licence := said.get("licence"):
            found &= Q(credit__licence=licence)
        if since := said.get("since"):
            found &= Q(taken_on__gte=since) | Q(taken_on=None, added_at__date__gte=since)
        if until := said.get("until"):
            found &= Q(taken_on__lte=until) | Q(taken_on=None, added_at__date__lte=until)
        if used := said.get("used"):
            found &= USES[used][1]()
        return found
