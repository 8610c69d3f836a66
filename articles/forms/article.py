"""The story form: what an editor types, cleaned at this door and nowhere else."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.body import parts
from articles.forms.addresses import AddressField
from articles.forms.choosing import TopicsField, tell
from articles.forms.written import WrittenForm, body_field
from articles.models import Article, Photo, State, Topic, TopicUse
from articles.models.named import taken_slugs
from articles.pictures.who_sees import pictures_for, sees_all
from newsroom.models import User

#: How browsers write a date and time of day.
MINUTE = "%Y-%m-%dT%H:%M"
#: What is known of a story beside its Copy.
ON_DESK = ("state", "assigned_to", "deadline", "embargo")


class Moment(forms.DateTimeField):
    #: The moment that the form was opened with. Its minute, sent back, is that very moment: with its seconds,
    #: and the right one of the two when clocks go back.
    known: datetime | None = None

    def to_python(self, value: Any) -> datetime | None:
        if self.known and value == timezone.localtime(self.known).strftime(MINUTE):
            return self.known
        return super().to_python(value)


def moment_field(label: Any, help_text: Any = "") -> Moment:
    """A date and time in the newsroom's zone, as one control that every browser knows."""
    return Moment(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE),
        error_messages={"invalid": gettext_lazy("Give a date and a time, such as 2026-03-12 22:00.")},
    )


class ArticleForm(WrittenForm):
    body = body_field(gettext_lazy("Body"))
    topics = TopicsField()
    deadline = moment_field(gettext_lazy("Due"))
    embargo = moment_field(gettext_lazy("Embargo"), gettext_lazy("Nobody can publish the story before then."))

    #: The number of the Version that this form was opened with: where a merge begins from.
    opened = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: Names this very form, so that a second click on Save is told from another tab.
    form_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=token_hex)

    #: Who is saving; set by the admin.
    user: User | None = None

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "kicker", "key_points", "body", "kind", "outlet", "outlet_url",
            "section", "slug", "state", "assigned_to", "deadline", "embargo", "prominence", "sensitive",
        ]  # fmt: skip
        field_classes = {"slug": AddressField}
        labels = {"assigned_to": gettext_lazy("Who holds it")}
        help_texts = {
            "kicker": gettext_lazy("Stands over the headline. Left empty, it is the section."),
            "slug": gettext_lazy(
                "Such as fog-closes-the-pier. Left empty, it is made from the headline. "
                "Old addresses lead here for good."
            ),
        }
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "maxlength": 160}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "key_points": forms.Textarea(attrs={"rows": 3}),
            "kicker": forms.TextInput(),
            "outlet_url": forms.URLInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story = self.instance
        self.fields["opened"].initial = getattr(story, "newest", None) or 0
        for name in ON_DESK:
            if name in self.fields:
                # No Version keeps it, so the form brings along what it was opened with.
                self.fields[name].show_hidden_initial = True
        for name in ("section", "outlet"):
            if name in self.fields and getattr(story, f"{name}_id"):
                tell(self.fields[name], getattr(story, name))
        if "topics" in self.fields and self.user and self.user.has_perm("articles.add_topic"):
            self.fields["topics"].widget.add_words = gettext_lazy("New topic “{name}”")
        if getattr(story, "is_live", False) and "state" in self.fields:
            _say_that_it_is_live(self.fields["state"], story)
        if story.pk is None and "headline" in self.fields:
            self.fields["headline"].widget.attrs["autofocus"] = True
        if story.pk and "topics" in self.fields:
            topics = [use.tag for use in story.topic_uses.select_related("tag").order_by("pk")]
            self.initial["topics"] = topics
            self.fields["topics"].widget.known = topics
        for name in ("deadline", "embargo"):
            if isinstance(field := self.fields.get(name), Moment):
                field.known = self.initial.get(name)
        if isinstance(assigned := self.fields.get("assigned_to"), forms.ModelChoiceField):
            staff = User.objects.filter(is_staff=True, is_active=True)
            assigned.queryset = staff.order_by("first_name", "username")
            assigned.empty_label = _("Nobody yet")

    def clean_body(self) -> str:
        body = super().clean_body()
        if self.user and not sees_all(self.user):
            pictures = Photo.objects.filter(pk__in=[one for kind, one in parts.cut(body) if kind == "photo"])
            if pictures.exclude(pk__in=pictures_for(self.user).values("pk")).exists():
                raise forms.ValidationError(
                    _("The text has a picture that is not for you to see. Take it out, or ask an editor.")
                )
        return body

    def clean_form_key(self) -> str:
        key: str = self.cleaned_data["form_key"]
        return key if len(key) <= 64 and key.isascii() and key.isalnum() else ""

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_topics(self) -> list[Topic]:
        topics: list[Topic] = self.cleaned_data["topics"]
        new = [topic.name for topic in topics if topic.pk is None]
        if new and self.user and not self.user.has_perm("articles.add_topic"):
            said = _("Only an editor can add the new topic “%(name)s”. Take it off and ask for it.")
            raise forms.ValidationError(said % {"name": new[0]})
        return topics

    def clean_slug(self) -> str:
        """An address that a story has once been given may change, but not go away."""
        slug: str = self.cleaned_data["slug"] or self.initial.get("slug", "")
        if slug and slug != self.initial.get("slug"):
            if slug == "feed":
                raise forms.ValidationError(_("The address “feed” is the section's own. Choose another."))
            if slug in taken_slugs(Article, slug, but=self.instance.pk):
                raise forms.ValidationError(_("Another story has or had this address. Choose another."))
        return slug

    def _save_m2m(self) -> None:
        """Topics keep the order in which they were chosen."""
        chosen: list[Topic] = self.cleaned_data.get("topics", [])
        # Somebody may have made a new one meanwhile.
        topics = [topic if topic.pk else Topic.objects.get_or_create(name=topic.name)[0] for topic in chosen]
        before = list(self.instance.topic_uses.order_by("pk").values_list("tag", flat=True))
        if before != [topic.pk for topic in topics]:
            self.instance.topic_uses.all().delete()
            TopicUse.objects.bulk_create(
                TopicUse(content_object=self.instance, tag=topic) for topic in topics
            )


def _say_that_it_is_live(field: Any, story: Any) -> None:
    """A copy that was ready and went out is ready no more: readers have it, or what is newer may follow."""
    word = _("Live") if story.live == story.newest else _("Ready to go out again")
    field.choices = [(value, word if value == State.READY else name) for value, name in field.choices]
