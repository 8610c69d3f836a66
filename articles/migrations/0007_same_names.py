"""Names as they are compared. Topics that differ in case alone become one; sections and outlets get a number."""

from __future__ import annotations

from django.db import migrations

import articles.models.named
from articles.transliteration import same_name

AT_ONCE = 1000


def compare(apps, schema_editor):
    for name in ("Author", "Outlet", "Section", "Topic"):
        model = apps.get_model("articles", name)
        rows = list(model.objects.only("pk", "name"))
        for row in rows:
            row.name_as_compared = same_name(row.name)
        model.objects.bulk_update(rows, ["name_as_compared"], batch_size=AT_ONCE)


def part(apps, schema_editor):
    """What editions name cannot be merged, since editions never change; it is told apart by a number."""
    for name in ("Outlet", "Section"):
        model = apps.get_model("articles", name)
        known = {same_name(name) for name in model.objects.values_list("name", flat=True)}
        for _kept, again in _doubles(model):
            number = 2
            while same_name(f"{again.name[:95]} {number}") in known:
                number += 1
            again.name = f"{again.name[:95]} {number}"
            again.save(update_fields=["name", "name_as_compared"])
            known.add(same_name(again.name))


def merge(apps, schema_editor):
    """The older topic stays; stories and old addresses of the younger lead to it."""
    Former = apps.get_model("articles", "FormerSlug")
    for kept, again in _doubles(apps.get_model("articles", "Topic")):
        _move(apps.get_model("articles", "TopicUse"), "content_object_id", "tag_id", kept, again)
        _move(apps.get_model("articles", "EditionTopic"), "edition_id", "topic_id", kept, again)
        Former.objects.filter(kind="topic", object_id=again.pk).update(object_id=kept.pk)
        if not kept.explainer and again.explainer:
            kept.explainer, kept.reviewed_on = again.explainer, again.reviewed_on
            kept.save(update_fields=["explainer", "reviewed_on"])
        Former.objects.get_or_create(kind="topic", slug=again.slug, defaults={"object_id": kept.pk})
        again.delete()


def _doubles(model):
    """Each row whose name an older one has, with that one."""
    first = {}
    for row in model.objects.order_by("pk"):
        kept = first.setdefault(same_name(row.name), row)
        if kept is not row:
            yield kept, row


def _move(model, owner, topic, kept, again):
    has_it = model.objects.filter(**{topic: kept.pk}).values(owner)
    model.objects.filter(
        **{topic: again.pk, f"{owner}__in": list(has_it.values_list(owner, flat=True))}
    ).delete()
    model.objects.filter(**{topic: again.pk}).update(**{topic: kept.pk})


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_search_entry")]
    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="name_as_compared",
                field=articles.models.named.SameName(default="", editable=False, max_length=300),
            )
            for name in ("author", "outlet", "section", "topic")
        ),
        migrations.RunPython(compare, migrations.RunPython.noop),
        migrations.RunPython(part, migrations.RunPython.noop),
        migrations.RunPython(merge, migrations.RunPython.noop),
    ]
