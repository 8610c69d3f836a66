"""Lists of stories are found by their indexes: topics and bylines learn when the story of theirs went live."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

NEWEST = (F("first_live").desc(), F("id").desc(), F("live_from"), F("live_until"))
TO_FIND = Q(outlet__isnull=True) | Q(outlet_url="") | Q(kind="advert")


def fill(apps, schema_editor):
    editions = apps.get_model("articles", "Edition").objects.filter(pk=OuterRef("edition"))
    for name in ("EditionByline", "EditionTopic"):
        rows = apps.get_model("articles", name).objects
        rows.update(first_live=Subquery(editions.values("first_live")))


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_one_hand_of_corrections")]
    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="first_live",
                field=models.DateTimeField(default=timezone.now),
                preserve_default=False,
            )
            for name in ("editionbyline", "editiontopic")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "editionbyline",
            models.Index("author", F("first_live").desc(), F("edition").desc(), name="edition_by_author"),
        ),
        migrations.AddIndex(
            "editiontopic",
            models.Index("topic", F("first_live").desc(), F("edition").desc(), name="edition_on_topic"),
        ),
        migrations.RemoveIndex("edition", "edition_newest"),
        migrations.RemoveIndex("edition", "edition_in_section"),
        migrations.AddIndex("edition", models.Index(*NEWEST, "section", name="edition_newest")),
        migrations.AddIndex("edition", models.Index("section", *NEWEST, name="edition_in_section")),
        migrations.AddIndex("edition", models.Index("outlet", *NEWEST, name="edition_of_outlet")),
        migrations.AddIndex(
            "edition",
            models.Index(
                fields=["article", "live_from", "live_until"], name="edition_to_find", condition=TO_FIND
            ),
        ),
        migrations.AddIndex("correction", models.Index(fields=["-made_at", "-id"], name="correction_newest")),
    ]
