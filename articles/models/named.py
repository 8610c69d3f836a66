"""What a section, topic, author and outlet share: a name, and a slug whose old forms still lead to it."""

from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.address import FormerSlug, story_slugs
from articles.transliteration import same_name, slug_of

M = TypeVar("M", bound=models.Model)

#: What stands at the root of the site: a section and a page of the paper itself never have one address.
ROOT = ("section", "page")
#: First parts of paths that the site itself uses; neither may take one.
RESERVED = frozenset(
    "admin accounts author corrections feed healthz media membership outlet preview readyz search sitemap "  # noqa: SIM905
    "static topic".split()
)


def free_slug(model: type[models.Model], name: str, *, taken_by: int | None = None) -> str:
    """A slug for `name` that no other row of `model` has or ever had."""
    base = slug_of(name) or model._meta.model_name or "page"
    taken = taken_slugs(model, base, but=taken_by)
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug


def taken_slugs(model: type[models.Model], beginning: str, *, but: int | None) -> set[str]:
    """The slugs that begin so and are not free: of rows other than `but`, former ones, the site's own."""
    kind = str(model._meta.model_name)
    if kind == "article":
        # A story stands under its section, where only the section's feed has a place of its own.
        return _slugs(model, beginning, but) | story_slugs(beginning, but=but) | {"feed"}
    taken = set(RESERVED)
    for each in ROOT if kind in ROOT else (kind,):
        mine = but if each == kind else None
        former = FormerSlug.objects.filter(begins(beginning), kind=each).exclude(object_id=mine or 0)
        taken |= _slugs(apps.get_model("articles", each), beginning, mine)
        taken |= set(former.values_list("slug", flat=True))
    return taken


def _slugs(model: type[models.Model], beginning: str, but: int | None) -> set[str]:
    rows = model._default_manager.filter(begins(beginning)).exclude(pk=but)
    return set(rows.values_list("slug", flat=True))


def address_problem(model: type[models.Model], slug: str, *, but: int | None) -> str:
    """Why the row may not have this address; empty if it may."""
    if slug in RESERVED:
        return _("The site itself uses the address “%(slug)s”. Choose another.") % {"slug": slug}
    if slug in taken_slugs(model, slug, but=but):
        return _("This address is or was in use. Choose another, or leave the field empty.")
    return ""


def begins(beginning: str) -> models.Q:
    """By the index on SQLite too, where LIKE would go through all rows: a slug is of letters below DEL."""
    if connection.vendor == "sqlite":
        return models.Q(slug__gte=beginning, slug__lt=f"{beginning}\x7f")
    return models.Q(slug__startswith=beginning)


def remember_slug(row: models.Model) -> None:
    """Before a save that changes the slug: keep the old one, so that links with it still lead here."""
    kind = str(row._meta.model_name)
    slug = getattr(row, "slug", "")
    old = type(row)._default_manager.filter(pk=row.pk).values_list("slug", flat=True).first()
    if old and old != slug:
        FormerSlug.objects.get_or_create(kind=kind, slug=old, defaults={"object_id": row.pk})
        FormerSlug.objects.filter(kind=kind, slug=slug, object_id=row.pk).delete()


def by_slug(model: type[M], slug: str) -> M | None:
    """The row that this slug names, or that it once named. Compare `row.slug` to tell which."""
    rows = model._default_manager
    if found := rows.filter(slug=slug).first():
        return found
    former = FormerSlug.objects.filter(kind=model._meta.model_name, slug=slug).first()
    return rows.filter(pk=former.object_id).first() if former else None


class SameName(models.CharField):
    """The name as it is compared: written with each save, so that no door has to think of it."""

    def __init__(self, **options: Any) -> None:
        # Folding makes three letters of some.
        super().__init__(**{"max_length": 300, "editable": False, "default": "", **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = same_name(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


class NamedQuerySet(models.QuerySet[M]):
    def called(self, name: str) -> M | None:
        """The row of that name, whatever its case."""
        return self.filter(name_as_compared=same_name(name)).first()

    def get_or_create(self, defaults: Any = None, **kwargs: Any) -> tuple[M, bool]:
        if name := kwargs.pop("name", None):
            kwargs["name_as_compared"] = same_name(name)
            defaults = {**(defaults or {}), "name": name}
        return super().get_or_create(defaults, **kwargs)


class Addressed(models.Model):
    """A row with a name and a slug: the slug is made from the name if empty, and its old forms are kept."""

    #: Fields of the models below; django-taggit brings its own.
    name: Any
    slug: Any
    name_as_compared = SameName()

    #: Whether two rows may have one name. Two people may; two sections may not.
    once: ClassVar[bool] = True

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.name_as_compared = same_name(self.name)
        other = type(self)._default_manager.called(self.name) if self.once and self.name else None
        if other and other.pk != self.pk:
            raise ValidationError(
                {
                    "name": _("There is “%(name)s” already. Use that one, or choose another name.")
                    % {"name": other.name}
                }
            )
        if self.slug and (sentence := address_problem(type(self), self.slug, but=self.pk)):
            raise ValidationError({"slug": sentence})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(type(self), self.name, taken_by=self.pk)
        if self.pk:
            remember_slug(self)
        super().save(*args, **kwargs)


class Named(Addressed):
    name = models.CharField(gettext_lazy("name"), max_length=100)
    slug = models.SlugField(
        gettext_lazy("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=gettext_lazy("Leave empty to make it from the name. An old address leads here for good."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
