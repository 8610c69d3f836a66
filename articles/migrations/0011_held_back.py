"""What the rules ask now of rows that are there already.

A link to a preview shows the copy that was saved when it was made; what is scheduled before the embargo of its
story is cancelled, and readers keep what they have.
"""

from __future__ import annotations

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def name_copies(apps, schema_editor):
    Link, Version = apps.get_model("articles", "PreviewLink"), apps.get_model("articles", "Version")
    for link in Link.objects.filter(version=None, expires_at__gt=timezone.now(), revoked_at=None):
        before = Version.objects.filter(article=link.article_id, made_at__lte=link.made_at)
        link.version = before.order_by("-number").first()
        link.save(update_fields=["version"])


def keep_embargoes(apps, schema_editor):
    Edition, now = apps.get_model("articles", "Edition"), timezone.now()
    early = Edition.objects.filter(live_until=None, live_from__gt=now, live_from__lt=F("article__embargo"))
    for edition in early:
        replaced = Edition.objects.filter(
            article=edition.article_id, live_until=edition.live_from, closed="replaced", live_from__lte=now
        )
        edition.live_until, edition.closed = edition.live_from, "cancelled"
        edition.save(update_fields=["live_until", "closed"])
        replaced.update(live_until=None, closed="")


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_corrections_and_previews")]
    operations = [
        migrations.RunPython(name_copies, migrations.RunPython.noop),
        migrations.RunPython(keep_embargoes, migrations.RunPython.noop),
    ]
