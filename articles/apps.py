import re
from datetime import datetime, time, timedelta

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Where pictures come in: several new ones, one that is dropped, and the file of one that was to come.
PICTURES = re.compile(r"/admin/articles/photo/(?:add|send|\d+/file)/")


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from articles import desk, groups, models, pictures
        from articles.editing import autosaving, chains, nightly
        from articles.editing.together import presence, saves
        from articles.forms import body_editor, offered
        from articles.models import former
        from articles.models.triggers import TRIGGERS
        from articles.pictures import share_cards, verifying
        from articles.publishing import embargo
        from newsroom import condition, jobs, pagestore, triggers, verification
        from newsroom.desk import start_page
        from newsroom.groups import roles
        from newsroom.serving import bodies

        pagestore.touched_by(
            models.Author,
            models.Correction,
            models.Licence,
            models.Outlet,
            models.Photo,
            models.PhotoCredit,
            models.Section,
            models.Topic,
        )
        pre_save.connect(embargo.before_save, sender=models.Article)
        triggers.keep(self, TRIGGERS)
        pagestore.boundaries += [next_edition_change, next_midnight]
        jobs.often += [
            autosaving.clear,
            presence.clear,
            saves.clear,
            share_cards.catch_up,
            pictures.catch_up,
            nightly.often,
        ]
        condition.faults.append(nightly.told)
        former.keep()
        checks.register(imprint_check, checks.Tags.compatibility, deploy=True)
        offered.offer()
        roles.extend(groups.ROLES)
        start_page.jobs += desk.JOBS
        start_page.navigation += desk.NAVIGATION
        start_page.told += [desk.new_story, desk.find]
        settings.DJANGO_PROSE_EDITOR_EXTENSIONS.extend(body_editor.EXTENSIONS)
        settings.DJANGO_PROSE_EDITOR_MENU_GROUPS.append(body_editor.MENU_GROUP)
        bodies.longer.append(bodies.Longer(PICTURES, settings.PHOTO_MAX_BYTES + 5 * bodies.MB))
        verification.checks += [
            verification.Check("versions", chains.versions, models.Version.objects.count),
            verification.Check(
                "versions of own pages", chains.page_versions, models.PageVersion.objects.count
            ),
            verification.Check("originals of pictures", verifying.originals, verifying.with_files().count),
            verification.Check("files that pages show", verifying.renditions, verifying.with_files().count),
            verification.Check("cards for sharing", verifying.cards, verifying.drawn().count),
        ]


def imprint_check(app_configs: object, **_asked: object) -> list[checks.CheckMessage]:
    """`check --deploy`: most of Europe lets no newsroom be public without an imprint."""
    from articles.reading.own_pages import has_imprint

    if settings.DEMO:
        return []
    try:
        missing = not has_imprint()
    except DatabaseError:
        return []  # There are no tables yet; the desk's start page will say it.
    hint = "Write it at the desk under “Own pages” and publish it."
    return [checks.Warning("Readers find no imprint.", hint=hint, id="articles.W001")] if missing else []


def next_edition_change(now: datetime) -> datetime | None:
    """The next moment at which an edition begins or ends."""
    from articles.models import Edition

    begins = (
        Edition.objects.filter(live_from__gt=now)
        .order_by("live_from")
        .values_list("live_from", flat=True)
        .first()
    )
    ends = (
        Edition.objects.filter(live_until__gt=now)
        .order_by("live_until")
        .values_list("live_until", flat=True)
        .first()
    )
    return min((moment for moment in (begins, ends) if moment), default=None)


def next_midnight(now: datetime) -> datetime:
    """The front page carries the date, and lists tell this week from earlier: both turn with the day."""
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=timezone.get_current_timezone())
